// SPDX-License-Identifier: GPL-3.0-or-later
// Colours by role, icons and type sizes, for light and dark; follows the system while it runs.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QIcon>

#include <memory>

namespace lora::ui {

enum class Role { surface, surface_raised, line, text, text_muted, accent, good, warn, bad,
                  series1, series2, series3, series4, series5, series6,
                  hover, selected, field_line, on_accent };

/// The family of code, hashes and tokens: the desktop's, where that is one of fixed pitch.
QString fixed_pitch_family();

/// Base is always blue, adapter always vermilion, everywhere.
inline constexpr Role base_colour = Role::series1;
inline constexpr Role adapter_colour = Role::series2;

enum class ThemeChoice { system, light, dark };

class Theme : public QObject {
    Q_OBJECT
  public:
    static Theme& instance();
    /// Applies palette and style sheet to the application. Called by main and by tests once.
    void apply(ThemeChoice choice);
    ThemeChoice choice() const { return choice_; }
    bool is_dark() const { return dark_; }
    QColor colour(Role role) const;
    /// Own SVG icon by file name without ending (resources/icons), tinted by role, sharp at every scale.
    QIcon icon(const QString& name, Role role = Role::text) const;
    QFont title_font() const;      ///< 20 px, 600
    QFont heading_font() const;    ///< 15 px, 600
    QFont body_font() const;       ///< 13 px
    QFont small_font() const;      ///< 11 px
    QFont monospace_font() const;
    QFont figures_font() const;    ///< tabular figures
    /// Whether the system asks for no motion.
    bool reduced_motion() const;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  Q_SIGNALS:
    /// Colours changed: whoever painted with colour() or icon() paints again.
    void changed();

  private:
    Theme();
    ~Theme() override;
    void repaint_all();
    struct Palettes;
    std::unique_ptr<Palettes> palettes_;
    bool applying_ = false;
    ThemeChoice choice_ = ThemeChoice::system;
    bool dark_ = false;
};

}  // namespace lora::ui
