// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QComboBox>
#include <QtWidgets/QSpinBox>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/pages/data/data_page.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/length_histogram.h"
#include "ui/widgets/token_strip.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;

namespace {

QByteArray row(const QByteArray& question, const QByteArray& answer) {
    return R"({"messages":[{"role":"user","content":")" + question + R"("},{"role":"assistant","content":")" +
           answer + "\"}]}\n";
}

}  // namespace

class DataPageTest : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        fixture_ = std::make_unique<PageFixture>();
        QVERIFY(fixture_->choose_base());
    }
    void cleanupTestCase() { fixture_.reset(); }

    void examples_are_read_checked_and_shown_as_tokens() {
        const auto page = fresh_page();
        add(*page, "good.jsonl",
            row("How do I block a card?", "Open Cards and press Block.") + row("Thanks", "Any time."));
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        QVERIFY2(page->truth().startsWith(QStringLiteral("2 examples from good.jsonl · ")),
                 qPrintable(page->truth()));
        QVERIFY(check(*page, QStringLiteral("2 examples read")));
        QVERIFY(check(*page, QStringLiteral("Chat template found")));
        const auto* strip = page->findChild<TokenStrip*>();
        QVERIFY(!strip->tokens().empty());
        QVERIFY(!strip->tokens().front().carries_loss);
        QVERIFY(std::any_of(strip->tokens().begin(), strip->tokens().end(),
                            [](const StripToken& token) { return token.carries_loss; }));
        QCOMPARE(page->primary_action()->text(), QStringLiteral("Continue to Adapter"));
    }
    void a_token_says_its_id_under_the_keyboard() {
        const auto page = fresh_page();
        add(*page, "token.jsonl", row("Hello", "Good day."));
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        auto* strip = page->findChild<TokenStrip*>();
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Right);
        QTest::keyClick(strip, Qt::Key_Right);
        QCOMPARE(strip->current(), 1);
        const QString id = QString::number(strip->tokens()[1].id);
        QVERIFY2(strip->accessibleDescription().contains(QStringLiteral("id ") + id),
                 qPrintable(strip->accessibleDescription()));
    }
    void a_broken_row_is_named_and_the_rest_can_be_kept() {
        const auto page = fresh_page();
        add(*page, "broken.jsonl", row("One", "Yes") + "{\"messages\": [\n" + row("Two", "Yes"));
        QTRY_COMPARE_WITH_TIMEOUT(fixture_->services->data.state(), DataService::State::failed, 60000);
        QCOMPARE(page->step_state(), StepState::attention);
        auto* keep = page->findChild<QAbstractButton*>(QStringLiteral("keep_rest"));
        QVERIFY(keep);
        click(keep);
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        QVERIFY(check(*page, QStringLiteral("2 examples read")));
        QVERIFY(check(*page, QStringLiteral("1 broken row is left out")));
    }
    void an_example_without_an_answer_is_refused_with_the_reason() {
        const auto page = fresh_page();
        add(*page, "mute.jsonl",
            row("One", "Yes") + R"({"messages":[{"role":"user","content":"Anyone there?"}]})" + "\n");
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        QVERIFY(check(*page, QStringLiteral("1 has nothing to learn from")));
        QVERIFY2(page->truth().contains(QStringLiteral("1 refused")), qPrintable(page->truth()));
    }
    void repeated_examples_are_pointed_out() {
        const auto page = fresh_page();
        add(*page, "twice.jsonl", row("One", "Yes") + row("Two", "No") + row("One", "Yes"));
        QTRY_VERIFY_WITH_TIMEOUT(check(*page, QStringLiteral("1 repeats an earlier example")), 60000);
    }
    void unknown_columns_are_mapped_with_what_is_proposed() {
        const auto page = fresh_page();
        add(*page, "table.jsonl", "{\"frage\": \"Hallo?\", \"antwort\": \"Guten Tag.\"}\n");
        QTRY_COMPARE_WITH_TIMEOUT(fixture_->services->data.state(), DataService::State::failed, 60000);
        auto* use = find_control<QAbstractButton>(page.get(), QStringLiteral("Use these columns"));
        QTRY_VERIFY_WITH_TIMEOUT(use->isVisible(), 20000);
        auto* question = find_control<QComboBox>(page.get(), QStringLiteral("Column for Question"));
        auto* answer = find_control<QComboBox>(page.get(), QStringLiteral("Column for Answer"));
        QVERIFY(question && answer);
        question->setCurrentText(QStringLiteral("frage"));
        answer->setCurrentText(QStringLiteral("antwort"));
        click(use);
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        QVERIFY(check(*page, QStringLiteral("1 example read")));
    }
    void dragging_the_limit_cuts_the_longer_ones() {
        const auto page = fresh_page();
        add(*page, "long.jsonl", row("One", "Yes") + row("Two", QByteArray("and so on ").repeated(80)));
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        auto* histogram = page->findChild<LengthHistogram*>();
        const QPoint line(histogram->limit_x(), histogram->height() / 2);
        QTest::mousePress(histogram, Qt::LeftButton, {}, line);
        QTest::mouseMove(histogram, {histogram->width() / 6, line.y()});
        QTest::mouseRelease(histogram, Qt::LeftButton, {}, {histogram->width() / 6, line.y()});
        const int limit = fixture_->services->projects.draft().data.max_seq_length;
        QVERIFY2(limit < 200, qPrintable(QString::number(limit)));
        QCOMPARE(find_control<QSpinBox>(page.get(), QStringLiteral("Limit in tokens"))->value(), limit);
        QTRY_COMPARE_WITH_TIMEOUT(fixture_->services->data.truncated(), int64_t{1}, 60000);
    }
    void the_hold_out_can_be_a_file_of_its_own_and_a_share_again() {
        const auto page = fresh_page();
        add(*page, "train.jsonl", row("One", "Yes") + row("Two", "No"));
        fixture_->choices().files = {fixture_->write("unseen.jsonl", row("Three", "Maybe"))};
        click(page->findChild<QAbstractButton*>(QStringLiteral("holdout_file")));
        QTRY_VERIFY_WITH_TIMEOUT(check(*page, QStringLiteral("1 held out in unseen.jsonl")), 60000);
        QCOMPARE(fixture_->services->projects.draft().data.eval_paths.size(), size_t{1});
        click(page->findChild<QAbstractButton*>(QStringLiteral("holdout_share")));
        QTRY_VERIFY_WITH_TIMEOUT(tokenised(), 60000);
        QVERIFY(fixture_->services->projects.draft().data.eval_paths.empty());
    }
    void a_damaged_hold_out_is_refused_before_training() {
        const auto page = fresh_page();
        add(*page, "train.jsonl", row("One", "Yes") + row("Two", "No"));
        fixture_->choices().files = {fixture_->write("unseen.jsonl", row("Three", "Maybe") + "{\"messages\":\n")};
        click(page->findChild<QAbstractButton*>(QStringLiteral("holdout_file")));
        QTRY_COMPARE_WITH_TIMEOUT(fixture_->services->data.state(), DataService::State::failed, 60000);
        QVERIFY(QString::fromStdString(fixture_->services->data.error().where).contains(QLatin1String("unseen.jsonl")));
    }
    void every_control_has_a_name_for_screen_readers() {
        const auto page = fresh_page();
        QCOMPARE(controls_without_name(page.get()), QString());
    }

  private:
    std::unique_ptr<Page> fresh_page() {
        fixture_->services->projects.edit([](RunSpec& spec) { spec.data = {}; });
        std::unique_ptr<Page> page(make_data_page(*fixture_->services, nullptr));
        page->resize(1100, 740);
        page->show();
        return page;
    }
    void add(Page& page, const char* name, const QByteArray& bytes) {
        QVERIFY(page.take_dropped(fixture_->write(QString::fromLatin1(name), bytes)));
    }
    bool tokenised() const { return fixture_->services->data.state() == DataService::State::tokenised; }
    static bool check(Page& page, const QString& text) {
        const auto& checks = page.findChild<CheckList*>()->checks();
        return std::any_of(checks.begin(), checks.end(), [&](const Check& at) { return at.text == text; });
    }
    std::unique_ptr<PageFixture> fixture_;
};

LORA_GUI_TEST_MAIN(DataPageTest)
#include "test_data_page.moc"
