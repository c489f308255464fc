// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the help page.
#pragma once

class QWidget;

namespace lora::ui {

class Page;
class Services;

Page* make_help_page(Services& services, QWidget* parent);

}  // namespace lora::ui
