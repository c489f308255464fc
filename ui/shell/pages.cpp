// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, one registration line each, in the order of the rail.
#include "ui/shell/page.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/base/base_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/adapter/adapter_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/export/export_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/help/help_page.h"

namespace lora::ui {

const std::vector<PageEntry>& page_entries() {
    static const std::vector<PageEntry> entries{
        {PageEntry::Group::top, make_home_page},
        {PageEntry::Group::job, make_base_page},
        {PageEntry::Group::job, make_data_page},
        {PageEntry::Group::job, make_adapter_page},
        {PageEntry::Group::job, make_train_page},
        {PageEntry::Group::job, make_compare_page},
        {PageEntry::Group::job, make_export_page},
        {PageEntry::Group::bottom, make_runs_page},
        {PageEntry::Group::bottom, make_help_page},
    };
    return entries;
}

}  // namespace lora::ui
