// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/interpreter.h"

#include <algorithm>

#include "core/text/jinja/lexer.h"
#include "core/text/jinja/strings.h"

namespace lora::jinja {
namespace {

/// Steps, and bytes of text made; a real template over a long conversation needs a thousandth.
constexpr uint64_t max_work = 256u << 20;
/// Long messages may be copied about this often.
constexpr uint64_t work_of_input_byte = 64;
constexpr uint64_t work_of_step = 16;
constexpr int max_depth = 400;

struct Depth {
    int& depth;
    explicit Depth(int& d) : depth(d) {
        if (++depth > max_depth) {
            --depth;
            throw TemplateFailure{"The template calls itself too deep"};
        }
    }
    Depth(const Depth&) = delete;
    ~Depth() { --depth; }
};

/// Puts a scope in place while it lives.
struct Scope {
    std::shared_ptr<Frame>& current;
    std::shared_ptr<Frame> outer;
    Scope(std::shared_ptr<Frame>& frame, std::shared_ptr<Frame> parent) : current(frame), outer(frame) {
        current = std::make_shared<Frame>();
        current->parent = std::move(parent);
    }
    Scope(const Scope&) = delete;
    ~Scope() { current = outer; }
};

uint64_t text_bytes(const Json& json) {
    if (json.is_string()) return json.get_ref<const std::string&>().size();
    uint64_t bytes = 0;
    if (json.is_structured()) {
        for (const Json& part : json)
            bytes += text_bytes(part);
    }
    return bytes;
}

}  // namespace

const Value* Frame::find(std::string_view name) const {
    for (const Frame* f = this; f; f = f->parent.get()) {
        for (const auto& [key, value] : f->names) {
            if (key == name) return &value;
        }
    }
    return nullptr;
}

void Frame::set(std::string_view name, Value value) {
    for (auto& [key, held] : names) {
        if (key == name) {
            held = std::move(value);
            return;
        }
    }
    names.emplace_back(std::string(name), std::move(value));
}

Interpreter::Interpreter(const Json& variables) : frame_(std::make_shared<Frame>()) {
    add_globals(*globals_);
    frame_->parent = globals_;
    for (const auto& [key, value] : variables.items())
        frame_->set(key, Value::from_json(value));
    max_work_ = max_work + work_of_input_byte * text_bytes(variables);
}

void Interpreter::charge(size_t bytes) {
    work_ += bytes;
    if (work_ > max_work_) throw TemplateFailure{"The template does too much work"};
}

Value Interpreter::make_text(std::string text) {
    charge(text.size());
    return Value(std::move(text));
}

Namespace* Interpreter::new_namespace() {
    charge(1024);
    namespaces_.push_back(std::make_unique<Namespace>());
    return namespaces_.back().get();
}

std::string Interpreter::run(const Block& block) {
    try {
        run_block(block);
    } catch (TemplateFailure& failure) {
        if (failure.line == 0) failure.line = line_;
        throw;
    }
    return std::move(out_);
}

std::string Interpreter::captured(const Block& block) {
    std::string outer = std::exchange(out_, {});
    run_block(block);
    return std::exchange(out_, std::move(outer));
}

Interpreter::Flow Interpreter::run_block(const Block& block) {
    for (const auto& statement : block) {
        if (const Flow flow = run_statement(*statement); flow != Flow::normal) return flow;
    }
    return Flow::normal;
}

Interpreter::Flow Interpreter::run_statement(const Statement& s) {
    const Depth depth(depth_);
    line_ = s.line;
    charge(work_of_step);
    using Kind = Statement::Kind;
    switch (s.kind) {
        case Kind::text:
            charge(s.text.size());
            out_ += s.text;
            break;
        case Kind::print: {
            const std::string text = evaluate(*s.expressions[0]).to_string();
            charge(text.size());
            out_ += text;
            break;
        }
        case Kind::loop:
            return run_loop(s);
        case Kind::branch:
            for (size_t i = 0; i < s.expressions.size(); ++i) {
                if (evaluate(*s.expressions[i]).truthy()) return run_block(s.blocks[i]);
            }
            return s.blocks.size() > s.expressions.size() ? run_block(s.blocks.back()) : Flow::normal;
        case Kind::assign:
            run_assign(s);
            break;
        case Kind::capture:
            frame_->set(s.names[0], Value(captured(s.blocks[0])));
            break;
        case Kind::macro: {
            auto callable = std::make_shared<Callable>();
            callable->name = s.text;
            callable->macro = &s;
            callable->closure = frame_;
            frame_->set(s.text, Value(std::shared_ptr<const Callable>(std::move(callable))));
            break;
        }
        case Kind::scope: {
            const Scope scope(frame_, frame_);
            return run_block(s.blocks[0]);
        }
        case Kind::leave:
            return Flow::leave;
        case Kind::next:
            return Flow::next;
    }
    return Flow::normal;
}

void Interpreter::bind(const std::vector<std::string>& names, const Value& value) {
    if (names.size() == 1) return frame_->set(names[0], value);
    const auto parts = iterate(value);
    if (parts.size() != names.size())
        throw TemplateFailure{"The number of values does not fit the number of names"};
    for (size_t i = 0; i < names.size(); ++i)
        frame_->set(names[i], parts[i]);
}

void Interpreter::run_assign(const Statement& s) {
    Value value = evaluate(*s.expressions[0]);
    if (s.attribute.empty()) return bind(s.names, value);
    const Value* target = frame_->find(s.names[0]);
    if (!target || !target->is_namespace()) {
        throw TemplateFailure{"Only a namespace's attributes can be set: '" + s.names[0] + "' is none"};
    }
    for (auto& [key, held] : target->space().attributes) {
        if (key == s.attribute) {
            held = std::move(value);
            return;
        }
    }
    charge(64);
    target->space().attributes.emplace_back(s.attribute, std::move(value));
}

Interpreter::Flow Interpreter::run_loop(const Statement& s) {
    std::vector<Value> items = iterate(evaluate(*s.expressions[0]));
    if (s.expressions[1]) {
        std::vector<Value> kept;
        for (Value& item : items) {
            const Scope scope(frame_, frame_);
            bind(s.names, item);
            if (evaluate(*s.expressions[1]).truthy()) kept.push_back(std::move(item));
        }
        items = std::move(kept);
    }
    if (items.empty()) {
        const Scope scope(frame_, frame_);
        return run_block(s.blocks[1]);
    }
    const auto count = static_cast<int64_t>(items.size());
    for (int64_t i = 0; i < count; ++i) {
        const Scope scope(frame_, frame_);
        charge(256);
        Dict loop;
        const auto add = [&](const char* name, Value value) {
            loop.entries.emplace_back(Value(name), std::move(value));
        };
        const auto at = static_cast<size_t>(i);
        add("index", i + 1);
        add("index0", i);
        add("first", i == 0);
        add("last", i + 1 == count);
        add("length", count);
        add("revindex", count - i);
        add("revindex0", count - i - 1);
        add("previtem", i > 0 ? items[at - 1] : Value::undefined("loop.previtem"));
        add("nextitem", i + 1 < count ? items[at + 1] : Value::undefined("loop.nextitem"));
        add("depth", int64_t(1));  // deeper only in recursive loops
        add("depth0", int64_t(0));
        auto cycle = std::make_shared<Callable>();
        cycle->name = "cycle";
        cycle->function = [at](Interpreter&, const CallArguments& arguments) {
            if (arguments.positional.empty()) throw TemplateFailure{"loop.cycle needs values"};
            return arguments.positional[at % arguments.positional.size()];
        };
        add("cycle", Value(std::shared_ptr<const Callable>(std::move(cycle))));
        frame_->set("loop", Value::dict(std::move(loop)));
        bind(s.names, items[at]);
        if (run_block(s.blocks[0]) == Flow::leave) break;
    }
    return Flow::normal;
}

Value Interpreter::call_macro(const Callable& callable, const CallArguments& arguments) {
    const Statement& macro = *callable.macro;
    if (arguments.positional.size() > macro.names.size()) {
        throw TemplateFailure{"The macro '" + macro.text + "' was given too many arguments"};
    }
    for (const auto& [name, value] : arguments.named) {
        if (std::find(macro.names.begin(), macro.names.end(), name) == macro.names.end()) {
            throw TemplateFailure{"The macro '" + macro.text + "' has no parameter '" + name + "'"};
        }
    }
    auto closure = callable.closure.lock();
    const Scope scope(frame_, closure ? closure : globals_);
    for (size_t i = 0; i < macro.names.size(); ++i) {
        const Value* given = arguments.find(i, macro.names[i]);
        frame_->set(macro.names[i], given               ? *given
                                    : macro.defaults[i] ? evaluate(*macro.defaults[i])
                                                        : Value::undefined(macro.names[i]));
    }
    return Value(captured(macro.blocks[0]));
}

Value Interpreter::call(const Value& callee, const CallArguments& arguments) {
    const Depth depth(depth_);
    if (callee.is_undefined()) throw TemplateFailure{"'" + callee.undefined_name() + "' is undefined"};
    if (!callee.is_callable())
        throw TemplateFailure{"A value of type " + callee.type_name() + " cannot be called"};
    const Callable& callable = callee.callable();
    return callable.macro ? call_macro(callable, arguments) : callable.function(*this, arguments);
}

std::vector<Value> Interpreter::iterate(const Value& value) {
    std::vector<Value> out;
    if (value.is_list()) {
        out = value.items();
    } else if (value.is_dict()) {
        for (const auto& [key, held] : value.dict().entries)
            out.push_back(key);
    } else if (value.is_text()) {
        charge(value.text().size() * 32);
        for (std::string& c : characters(value.text()))
            out.push_back(Value(std::move(c)));
    } else if (!value.is_undefined()) {
        throw TemplateFailure{"A value of type " + value.type_name() + " cannot be gone through"};
    }
    charge(out.size() * work_of_step);
    return out;
}

}  // namespace lora::jinja
