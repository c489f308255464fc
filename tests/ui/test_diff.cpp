// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QApplication>

#include <cmath>

#include "tests/support/test_main.h"
#include "ui/models/comparison.h"
#include "ui/widgets/answer_view.h"
#include "ui/widgets/word_diff.h"

using namespace lora;
using namespace lora::ui;

class DiffTest : public lora::test::TestObject {
    Q_OBJECT
    static QStringList marked(const QString& reference, const QString& text) {
        QStringList out;
        for (const auto& range : differing_words(reference, text))
            out << text.mid(range.start, range.length);
        return out;
    }
    static Json message(const std::vector<std::pair<const char*, std::string>>& variants) {
        Json list = Json::array();
        for (const auto& [name, sha] : variants)
            list.push_back({{"name", name}, {"weights_sha256", sha}});
        return {{"variants", list}};
    }

  private Q_SLOTS:
    void equal_texts_have_no_differing_words() { QVERIFY(marked("Hello there.", "Hello there.").isEmpty()); }

    void only_the_words_that_differ_are_marked() {
        QCOMPARE(marked("You can block the card in the app.", "You should block your card in the app!"),
                 (QStringList{"should", "your", "!"}));
    }

    void neighbouring_new_words_are_one_mark() {
        QCOMPARE(marked("Block the card.", "Please, first block it. Block the card."),
                 QStringList{"Please, first block it."});
    }

    void a_different_space_is_no_difference() { QVERIFY(marked("a b\nc", "a  b c").isEmpty()); }

    void words_beyond_the_basic_plane_are_kept_whole() {
        QCOMPARE(marked("ok 🙂", "ok 🙃"), QStringList{"🙃"});
        QCOMPARE(marked("naïve café", "naïve cafe"), QStringList{"cafe"});
    }

    void long_texts_that_share_nothing_are_marked_as_a_whole() {
        QString a, b;
        for (int i = 0; i < 6000; ++i)
            a += QStringLiteral("a%1 ").arg(i), b += QStringLiteral("b%1 ").arg(i);
        const auto ranges = differing_words(a, b);
        QCOMPARE(ranges.size(), size_t(1));
        QCOMPARE(ranges.front().start, 0);
    }

    void a_view_underlines_what_differs_and_keeps_tokens_apart() {
        AnswerView view;
        view.start();
        view.append({"Hello", -0.1, -2.0});
        view.append({" world", -0.5, -0.5});
        view.finish("Hello world");
        QCOMPARE(view.answer(), QString("Hello world"));
        view.set_differences(differing_words("Goodbye world", view.answer()));
        QCOMPARE(view.differences().size(), size_t(1));
        QCOMPARE(view.extraSelections().size(), 1);
        QVERIFY(view.extraSelections().front().format.fontUnderline());
        QCOMPARE(view.extraSelections().front().cursor.selectedText(), QString("Hello"));
        view.set_show_probabilities(true);
        QCOMPARE(view.extraSelections().size(), 2);  // the tint of the token that the adapter made likelier
    }

    void a_token_likelier_than_to_the_base_is_tinted_upwards() {
        QVERIFY(token_tint({"x", -0.1, -2.0}) > 0);
        QVERIFY(token_tint({"x", -2.0, -0.1}) < 0);
        QCOMPARE(token_tint({"x", -1.0, -1.0}), 0.0);
        QCOMPARE(token_tint({"x", {}, {}}), 0.0);
        QCOMPARE(token_tint({"x", 0.0, {}}), 0.0);
    }

    void an_answer_from_other_weights_than_asked_is_refused() {
        const std::string base(64, 'b'), adapter(64, 'a');
        Comparison question;
        question.answers = {{"Base", {}, {}, {}, {}, 0}, {"run-0001, result", "/r/result", {}, {}, {}, 0}};
        const auto check = [&](const Json& m, const std::vector<QString>& announced = {}) {
            return check_weights(question, m, announced, QString::fromStdString(base)).ok();
        };
        QVERIFY(check(message({{"Base", base}, {"run-0001, result", adapter}})));
        QVERIFY(!check(message({{"Base", base}})));
        QVERIFY(!check(message({{"run-0001, result", adapter}, {"Base", base}})));
        QVERIFY(!check(message({{"Base", adapter}, {"run-0001, result", adapter}})));
        QVERIFY(!check(message({{"Base", base}, {"run-0001, result", base}})));
        QVERIFY(!check(message({{"Base", base}, {"run-0001, result", ""}})));
        QVERIFY(!check(message({{"Base", base}, {"run-0001, result", adapter}}),
                       {QString::fromStdString(base), QString(64, u'e')}));
    }

    void a_comparison_survives_being_written_and_read() {
        Comparison comparison{"2026-01-31T09:05:00.123Z",
                              "Lost my card",
                              "Be kind",
                              {0.5, 0.9, 32, 7},
                              {{"Base", {}, "Call us.", "stop", QString(64, u'b'), 12.5}}};
        const Comparison back = comparison_from_json(lora::ui::to_json(comparison));
        QCOMPARE(back.prompt, comparison.prompt);
        QCOMPARE(back.system, comparison.system);
        QCOMPARE(back.sampling.seed, uint64_t(7));
        QCOMPARE(back.answers.front().text, QString("Call us."));
        QVERIFY(to_markdown(comparison).contains(QString(64, u'b')));
        QVERIFY(comparison_from_json(Json::array()).answers.empty());
    }
};

LORA_GUI_TEST_MAIN(DiffTest)
#include "test_diff.moc"
