// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the runs page.
#pragma once

class QWidget;

namespace lora::ui {

class Page;
class Services;

Page* make_runs_page(Services& services, QWidget* parent);

}  // namespace lora::ui
