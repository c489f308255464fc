// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QApplication>

#include "tests/support/test_main.h"
#include "ui/shell/theme.h"
#include "ui/widgets/layer_map.h"

using namespace lora;
using namespace lora::ui;

class LayerMapTest : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        Theme::instance().apply(ThemeChoice::light);
        qRegisterMetaType<RankGrid>("lora::ui::RankGrid");
    }
    void cleanupTestCase() { map_.reset(); }

    void dragging_paints_every_cell_on_the_way_as_one_step() {
        begin();
        QSignalSpy strokes(map_.get(), &LayerMap::stroke_finished);
        QTest::mousePress(map_->viewport(), Qt::LeftButton, {}, centre(0, 0));
        QTest::mouseMove(map_->viewport(), centre(4, 0));  // a fast mouse: no event between
        QTest::mouseRelease(map_->viewport(), Qt::LeftButton, {}, centre(4, 0));
        QCOMPARE(strokes.count(), 1);
        for (int layer = 0; layer <= 4; ++layer)
            QCOMPARE(map_->grid().at(layer, 0), 32);
        QCOMPARE(map_->grid().painted(), 5);
        QCOMPARE(map_->grid().alpha[0], 64.0);
    }
    void a_rank_wider_than_the_module_becomes_the_modules_width() {
        begin();
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, centre(2, 1));
        QCOMPARE(map_->grid().at(2, 1), 24);
    }
    void shift_click_extends_from_the_last_cell() {
        begin();
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, centre(1, 1));
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, Qt::ShiftModifier, centre(3, 4));
        QCOMPARE(map_->grid().painted(), 12);
    }
    void right_drag_clears() {
        begin();
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, map_->column_header_rect(3).center());
        QCOMPARE(map_->grid().painted(), 6);
        QTest::mousePress(map_->viewport(), Qt::RightButton, {}, centre(0, 3));
        QTest::mouseMove(map_->viewport(), centre(3, 3));
        QTest::mouseRelease(map_->viewport(), Qt::RightButton, {}, centre(3, 3));
        QCOMPARE(map_->grid().painted(), 2);
    }
    void a_header_paints_its_column_and_a_second_click_takes_it_back() {
        begin();
        const QPoint header = map_->column_header_rect(0).center();
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, header);
        QCOMPARE(map_->grid().painted(), 6);
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, header);
        QCOMPARE(map_->grid().painted(), 0);
    }
    void a_rows_number_paints_its_row() {
        begin();
        QTest::mouseClick(map_->viewport(), Qt::LeftButton, {}, map_->row_header_rect(2).center());
        QCOMPARE(map_->grid().painted(), 7);
        QCOMPARE(map_->grid().at(2, 6), 32);
    }
    void everything_can_be_painted_by_keyboard() {
        begin();
        map_->setFocus();
        QTest::keyClick(map_.get(), Qt::Key_Down);
        QTest::keyClick(map_.get(), Qt::Key_Right);
        QTest::keyClick(map_.get(), Qt::Key_Space);
        QCOMPARE(map_->grid().at(1, 1), 24);
        QTest::keyClick(map_.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(map_.get(), Qt::Key_4);
        QCOMPARE(map_->grid().at(1, 1), 8);
        QCOMPARE(map_->grid().at(2, 1), 8);
        QTest::keyClick(map_.get(), Qt::Key_Plus);
        QCOMPARE(map_->grid().at(2, 1), 16);
        QTest::keyClick(map_.get(), Qt::Key_Minus);
        QTest::keyClick(map_.get(), Qt::Key_Delete);
        QCOMPARE(map_->grid().painted(), 0);
    }
    void a_screen_reader_hears_the_cell_under_the_cursor() {
        begin();
        map_->setFocus();
        QTest::keyClick(map_.get(), Qt::Key_Space);
        QVERIFY(!map_->accessibleName().isEmpty());
        QCOMPARE(map_->accessibleDescription(), QStringLiteral("Layer 0, q: rank 32, alpha 64"));
        QTest::keyClick(map_.get(), Qt::Key_Down);
        QCOMPARE(map_->accessibleDescription(), QStringLiteral("Layer 1, q: not adapted"));
    }

  private:
    /// A fresh map of six layers, brush at rank 32.
    void begin() {
        map_ = std::make_unique<LayerMap>();
        RankGrid grid;
        grid.layers = 6;
        grid.modules = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};
        grid.widest = {64, 24, 24, 64, 64, 64, 64};
        grid.rank.assign(42, 0);
        grid.alpha.assign(42, 0);
        map_->set_grid(grid);
        map_->set_brush(32, 64);
        map_->resize(600, 300);
        map_->show();
        QVERIFY(QTest::qWaitForWindowExposed(map_.get()));
    }
    QPoint centre(int layer, int column) const { return map_->cell_rect(layer, column).center(); }
    std::unique_ptr<LayerMap> map_;
};

LORA_GUI_TEST_MAIN(LayerMapTest)
#include "test_layer_map.moc"
