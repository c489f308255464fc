// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the home page.
#pragma once

class QWidget;

namespace lora::ui {

class Page;
class Services;

Page* make_home_page(Services& services, QWidget* parent);

}  // namespace lora::ui
