// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QApplication>

#include <cmath>
#include <limits>

#include "tests/support/test_main.h"
#include "tests/ui/written_run.h"
#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/user_choices.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/metric_plot.h"

using namespace lora;
using namespace lora::ui;

class LossPlotTest : public lora::test::TestObject {
    Q_OBJECT
    static RunView run_of(int64_t steps) {
        RunView run;
        run.state = RunState::running;
        for (int64_t i = 1; i <= steps; ++i) {
            StepPoint point;
            point.step = i;
            point.loss = test::WrittenRun::loss_at(i);
            run.steps.push_back(point);
        }
        run.step = steps;
        run.total_steps = 120;
        return run;
    }

  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }

    void a_million_points_are_thinned_to_a_few_a_pixel_and_keep_their_peaks() {
        std::vector<PlotPoint> points;
        for (int i = 0; i < 1'000'000; ++i)
            points.push_back({double(i), i == 654'321 ? 99.0 : std::sin(i * 0.01)});
        const auto thin = thin_to_pixels(points, 0, 1e6, 800);
        QVERIFY(thin.size() <= 4 * 801 + 4);
        double high = 0, last = -1;
        for (const auto& point : thin) {
            QVERIFY(point.x > last);
            last = point.x;
            high = std::max(high, point.y);
        }
        QCOMPARE(high, 99.0);
        QCOMPARE(thin.front().x, 0.0);
        QCOMPARE(thin.back().x, 999'999.0);
        const auto zoomed = thin_to_pixels(points, 1000, 1010, 800);
        QCOMPARE(zoomed.size(),
                 size_t(13));  // eleven points, and a neighbour on each side for the line to leave by
    }

    void smoothing_starts_at_the_first_value_and_passes_over_nan() {
        const std::vector<PlotPoint> points{{1, 4}, {2, std::nan("")}, {3, 2}};
        const auto out = smooth(points, 0.5);
        QCOMPARE(out.size(), size_t(2));
        QCOMPARE(out[0].y, 4.0);
        QVERIFY(std::abs(out[1].y - (0.25 * 4 + 0.5 * 2) / 0.75) < 1e-12);
        QCOMPARE(smooth(points, 0).back().y, 2.0);
    }

    void the_numbers_under_the_cursor_can_be_read() {
        LossPlot plot;
        plot.resize(600, 300);
        RunView run = run_of(60);
        run.evaluations = {{30, 1.5, true}};
        plot.set_run(run);
        QVERIFY(plot.read_out().isEmpty());
        plot.set_cursor(30);
        QVERIFY2(plot.read_out().startsWith("step 30 · loss"), qPrintable(plot.read_out()));
        QVERIFY(plot.read_out().contains("hold-out 1.50 at step 30"));
    }

    void the_keyboard_moves_the_cursor_zooms_and_shows_all() {
        LossPlot plot;
        plot.resize(600, 300);
        plot.set_run(run_of(60));
        connect(&plot, &PlotCanvas::cursor_moved, &plot, &PlotCanvas::set_cursor);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.cursor(), 1.0);
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.cursor(), 2.0);
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.cursor(), 1.0);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(!plot.follows());
        QVERIFY(plot.xAxis->range().size() < 59);
        QTest::keyClick(&plot, Qt::Key_0);
        QVERIFY(plot.follows());
        QVERIFY(plot.xAxis->range().lower < 0 && plot.xAxis->range().upper > 60);
    }

    void dragging_zooms_to_the_rectangle_and_a_double_click_shows_all() {
        LossPlot plot;
        plot.resize(600, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.set_run(run_of(60));
        plot.replot();
        const QRect area = plot.axisRect()->rect();
        const QPoint from = area.topLeft() + QPoint(area.width() / 4, 10), to = area.center() + QPoint(0, 40);
        QTest::mousePress(&plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(&plot, (from + to) / 2);
        QTest::mouseMove(&plot, to);
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
        QVERIFY(!plot.follows());
        QVERIFY(std::abs(plot.xAxis->range().lower - 15) < 1);
        QVERIFY(std::abs(plot.xAxis->range().upper - 30) < 1);
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, area.center());
        QVERIFY(plot.follows());
        QVERIFY(plot.xAxis->range().lower < 0 && plot.xAxis->range().upper > 60);
    }

    void a_plot_is_saved_as_png_svg_and_csv() {
        LossPlot plot;
        plot.resize(600, 300);
        RunView run = run_of(60);
        run.evaluations = {{30, 1.5, true}};
        plot.set_run(run);
        QCOMPARE(QImage::fromData(plot.png(), "PNG").size(), QSize(1200, 600));
        QVERIFY(plot.svg().contains("<svg"));
        const auto lines = plot.csv().split('\n');
        QCOMPARE(lines.size(), 62);  // heading, sixty steps, nothing after the last line feed
        QVERIFY(lines[30].startsWith("30,"));
        QVERIFY(lines[30].endsWith(",1.5"));
    }

    void a_file_that_cannot_be_saved_is_told() {
        QVERIFY(!write_user_file("/proc/nowhere/loss.csv", "step").ok());
    }

    void a_logarithmic_axis_leaves_out_what_has_no_logarithm() {
        LossPlot plot;
        plot.resize(600, 300);
        RunView run = run_of(10);
        run.steps[4].loss = 0;
        run.steps[5].loss = std::numeric_limits<double>::quiet_NaN();
        plot.set_run(run);
        plot.set_log_scale(true);
        plot.replot();
        QVERIFY(plot.yAxis->range().lower > 0);
        QCOMPARE(plot.graph(0)->dataCount(), 8);
    }

    void the_truth_says_loss_direction_steps_and_time_left() {
        RunView run = run_of(41);
        run.seconds_left = 130;
        const QString truth = truth_of(run);
        QVERIFY2(truth.contains(", falling; 41 of 120 steps, 2 min 10 s left"), qPrintable(truth));
    }

    void a_loss_that_never_falls_is_told_in_words() {
        RunView run = run_of(60);
        QCOMPARE(int(trouble_of(run).kind), int(Trouble::Kind::none));
        for (auto& step : run.steps)
            step.loss = 2.5 + 0.01 * double(step.step % 3);
        QCOMPARE(int(trouble_of(run).kind), int(Trouble::Kind::not_moving));
        QVERIFY(trouble_of(run).text.contains("has not moved for 30 steps"));
    }

    void a_hold_out_loss_that_rises_twice_is_told_in_words() {
        RunView run = run_of(60);
        run.evaluations = {{10, 1.5, true}, {20, 1.2, true}, {30, 1.25, false}, {40, 1.31, false}};
        QCOMPARE(int(trouble_of(run).kind), int(Trouble::Kind::overfitting));
        QVERIFY(trouble_of(run).text.contains("since step 20"));
    }

    void a_failed_run_names_its_last_good_checkpoint() {
        RunView run = run_of(60);
        run.state = RunState::failed;
        run.failure =
            Error{ErrorCode::bad_input, "The loss became NaN at step 60", {}, "Lower the learning rate"};
        run.checkpoints = {{40, "/x", "regular", "c"}};
        const Trouble trouble = trouble_of(run);
        QVERIFY(trouble.bad);
        QVERIFY2(trouble.text.contains("step 40"), qPrintable(trouble.text));
    }

    void numbers_carry_sensible_digits() {
        QCOMPARE(loss_text(1.8412), QString("1.84"));
        QCOMPARE(loss_text(0.01234), QString("0.012"));
        QCOMPARE(loss_text(12.34), QString("12.3"));
        QCOMPARE(plain_words(1e-8), QString("1e-8"));
        QCOMPARE(decimal_words(0.00000133, 'g', 3), QString("1.33e-6"));
        QCOMPARE(duration_text(130), QString("2 min 10 s"));
        QCOMPARE(duration_text(-1), QString("–"));
        QCOMPARE(size_text(9.2e6), QString("9.2 MB"));
        QCOMPARE(count_text(12480), QString("12,480"));
    }
};

LORA_GUI_TEST_MAIN(LossPlotTest)
#include "test_loss_plot.moc"
