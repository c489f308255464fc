// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "core/base/json.h"
#include "core/text/jinja/template.h"
#include "tests/support/test_main.h"

using namespace lora;
using lora::jinja::Template;

namespace {

const Json& golden() {
    static const Json json = *read_json_file(LORA_GOLDEN_DIR "/chat.json");
    return json;
}

Json variables(const Json& messages, bool add_generation_prompt) {
    Json out = golden()["tokens"];
    out["messages"] = messages;
    out["tools"] = nullptr;
    out["documents"] = nullptr;
    out["add_generation_prompt"] = add_generation_prompt;
    return out;
}

Result<std::string> render(const std::string& source, const Json& variables) {
    auto parsed = Template::parse(source);
    if (!parsed) return parsed.error();
    return parsed->render(variables);
}

std::string outcome(const Result<std::string>& result) {
    return result ? *result : result.error().text();
}

}  // namespace

class JinjaTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void templates_in_the_style_of_well_known_families_render_as_transformers_does_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < golden()["rendered"].size(); ++i) {
            QTest::newRow(golden()["rendered"][i]["name"].get<std::string>().c_str()) << static_cast<int>(i);
        }
    }
    void templates_in_the_style_of_well_known_families_render_as_transformers_does() {
        QFETCH(int, index);
        const Json& wanted = golden()["rendered"][static_cast<size_t>(index)];
        const std::string source = golden()["templates"][wanted["template"].get<std::string>()];
        const auto text = render(source, variables(wanted["messages"], wanted["add_generation_prompt"]));
        if (wanted["text"].is_null()) {
            QVERIFY2(!text.ok(), outcome(text).c_str());
            QVERIFY(text.error().what.starts_with("The chat template refuses this conversation: "));
        } else {
            QVERIFY2(text.ok(), outcome(text).c_str());
            QCOMPARE(*text, wanted["text"].get<std::string>());
        }
    }

    void each_thing_of_the_language_means_what_it_means_in_jinja_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < golden()["snippets"].size(); ++i) {
            const std::string name =
                std::to_string(i) + " " + golden()["snippets"][i]["source"].get<std::string>().substr(0, 60);
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }
    void each_thing_of_the_language_means_what_it_means_in_jinja() {
        QFETCH(int, index);
        const Json& wanted = golden()["snippets"][static_cast<size_t>(index)];
        Json all = variables(golden()["messages"], false);
        all["x"] = golden()["x"];
        const auto text = render(wanted["source"], all);
        QCOMPARE(text.ok(), !wanted["text"].is_null());
        if (text) QCOMPARE(*text, wanted["text"].get<std::string>());
    }

    void a_failure_names_the_line() {
        const auto text = render("one\ntwo\n{{ missing.attribute }}\n", Json::object());
        QVERIFY(!text.ok());
        QCOMPARE(text.error().code, ErrorCode::bad_input);
        QCOMPARE(text.error().what, std::string("'missing' is undefined"));
        QCOMPARE(text.error().where, std::string("chat template, line 3"));
    }

    void a_hostile_template_ends_with_an_error_data() {
        QTest::addColumn<QString>("source");
        const auto nested = [](const char* open, const char* close, int times) {
            return QString(open).repeated(times) + "1" + QString(close).repeated(times);
        };
        QTest::newRow("long loops")
            << "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}";
        QTest::newRow("silent loops")
            << "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
        QTest::newRow("endless macro") << "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
        QTest::newRow("growing text") << "{% set ns = namespace(a='x') %}{% for i in range(99) %}{% set ns.a "
                                         "= ns.a + ns.a %}{% endfor %}";
        QTest::newRow("growing list") << "{% set ns = namespace(a=[1]) %}{% for i in range(99) %}{% set ns.a "
                                         "= ns.a + ns.a %}{% endfor %}";
        QTest::newRow("nested list") << "{% set ns = namespace(a=[1]) %}{% for i in range(99999) %}{% set "
                                        "ns.a = [ns.a] %}{% endfor %}";
        QTest::newRow("shared list") << "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}{% set ns.a "
                                        "= [ns.a, ns.a] %}{% endfor %}{{ ns.a }}";
        QTest::newRow("repeated text") << "{{ 'x' * 99999999999 }}";
        QTest::newRow("replaced text") << "{{ ('x' * 99999).replace('x', 'y' * 99999) }}";
        QTest::newRow("joined text") << "{{ range(99999) | join('x' * 99999) }}";
        QTest::newRow("indented text")
            << "{{ ('a\n' * 99999) | indent(1000) }}{{ ('a\n' * 999999) | indent(1000) }}";
        QTest::newRow("range") << "{{ range(9223372036854775807) }}";
        QTest::newRow("overflow") << "{{ 9223372036854775807 + 1 }}";
        QTest::newRow("power") << "{{ 9 ** 9 ** 9 ** 9 }}";
        QTest::newRow("division") << "{{ (0 - 9223372036854775807 - 1) // (0 - 1) }}";
        QTest::newRow("brackets") << "{{ " + nested("(", ")", 100000) + " }}";
        QTest::newRow("lists") << "{{ " + nested("[", "]", 100000) + " }}";
        QTest::newRow("nots") << "{{ " + nested("not ", "", 100000) + " }}";
        QTest::newRow("minuses") << "{{ " + nested("-", "", 100000) + " }}";
        QTest::newRow("sum") << "{{ " + nested("1+", "", 100000) + " }}";
        QTest::newRow("attributes") << "{{ a" + QString(".b").repeated(100000) + " }}";
        QTest::newRow("filters") << "{{ a" + QString("|trim").repeated(100000) + " }}";
        QTest::newRow("blocks") << QString("{% if 1 %}").repeated(100000);
        QTest::newRow("size") << QString("x").repeated((1 << 20) + 1);
    }
    void a_hostile_template_ends_with_an_error() {
        QFETCH(QString, source);
        const auto text = render(source.toStdString(), Json::object());
        QVERIFY(!text.ok());
        QCOMPARE(text.error().code, ErrorCode::bad_input);
    }

    void a_namespace_that_holds_itself_is_harmless() {
        const auto text = render(
            "{% set ns = namespace() %}{% set ns.me = [ns] %}{{ ns.me | length }}{% macro m() %}"
            "{% endmacro %}{% set ns.m = m %}{{ ns.m() }}",
            Json::object());
        QVERIFY2(text.ok(), outcome(text).c_str());
        QCOMPARE(*text, std::string("1"));
    }

    void the_date_of_today_can_be_asked_for() {
        const auto text = render("{{ strftime_now('%Y') }}", Json::object());
        QVERIFY(text.ok());
        QVERIFY(std::stoi(*text) >= 2024);
    }
};

LORA_TEST_MAIN(JinjaTest)
#include "test_jinja.moc"
