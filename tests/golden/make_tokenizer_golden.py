#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reference answers of Hugging Face's tokenizers, for tests/unit/test_tokenizer.cpp.

    python tests/golden/make_tokenizer_golden.py --base SmolLM2-135M-Instruct.Q4_1.gguf

Writes data/tokenizer_texts.json (texts, and their ids by the base's own tokenizer) and, for each of several small
tokenizers trained here, data/tokenizer_<name>/tokenizer.json with data/tokenizer_<name>/ids.json.
Needs transformers, gguf and tokenizers.
"""
import argparse
import json
import os
import random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoTokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")

LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")

TEXTS = [
    "", " ", "  ", "\n", "\n\n", "\r\n", "\t", " \n ", "a", "A", "é", "ß", "0", "1234567890", "hello", " hello",
    "hello ", "  hello  world  ", "Hello, world!", "The quick brown fox jumps over the lazy dog.",
    "don't won't I'm they're we've he'd she'll it's", "DON'T WON'T I'M THEY'RE WE'VE HE'D SHE'LL IT'S",
    "'s't're've'm'll'd", "'S'T'RE'VE'M'LL'D", "'ſ and 'K (long s, kelvin sign K)", "’s curly ’re",
    "3.14159 2,718,281 1e-10 0xFF 1/2 50%", "2024-01-31T09:05:00Z", "a1b2c3", "1 2  3   4", "12345 67 8",
    "  1", "   12", "x  9", "٠١٢٣٤", "½ ¾ Ⅷ ⑨ ㊿", "１２３",
    "Grüße aus München, Straße 5", "Ça va, garçon? Où es-tu né? Noël", "El niño comió piñas ¿verdad? ¡Sí!",
    "Привет, мир! Ёлка и подъезд", "Γειά σου Κόσμε, ᾄδω", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया",
    "สวัสดีชาวโลก", "こんにちは世界", "カタカナとひらがな", "你好，世界！", "안녕하세요 세계", "Xin chào thế giới",
    "ქართული ენა", "Հայերեն", "አማርኛ", "தமிழ் மொழி", "বাংলা", "ភាសាខ្មែរ", "𐍈𐌰𐌽", "𝕳𝖊𝖑𝖑𝖔", "🙂", "🙂🙃",
    "👩‍👩‍👧‍👦 family", "👍🏽 skin", "🏳️‍🌈 flag", "🇩🇪🇫🇷", "❤️‍🔥", "e\u0301 vs é", "a\u0300\u0301\u0302", "\u200b zero \u200d width",
    "\ufeffmark", "soft\u00adhyphen", "nbsp\u00a0here", "\u00a0\u00a0two", "narrow\u202fspace", "ideo\u3000graphic",
    "line\u2028sep\u2029para", "nel\u0085nel", "vowel\u180esep \u180e x", "ogham\u1680space", "\u2003em\u2003space\u2003",
    "vt\x0bff\x0c", "bell\x07esc\x1b[0m", "null\x00byte", "\x01\x02\x03\x05", "del\x7f", "\ue000 private",
    "\U000fffff", "\U0010ffff end", "\ufffd replacement", "\ufffe", "ﬁ ligature ﬀ", "Ǆ ǅ ǆ", "İstanbul ıi",
    "tabs\t\tand\t spaces \t", "trailing   ", "   leading", "a\nb", "a\n\nb", "a\n\n\nb", "a \n b", "a  \n\n  b", "\n a",
    "a\r\nb\r\n", "\r\r\n\n", "  \n  \n", " \t \n\t\n", "x\n   y\n      z\n", "end\n", "end \n", "\n\n\n\n\n\n\n\n",
    " " * 3, " " * 8, " " * 17, " " * 64 + "x", "\t" * 9, "-" * 40, "=" * 7, "." * 13, "!" * 5, "a" * 100, "ab" * 60,
    "!?!?", "...", "…", "—–-", "“quoted” ‘single’", "(a) [b] {c} <d>", "a+b=c", "C++ & C#", "#hashtag @user",
    "user@example.org https://example.org/a?b=c&d=%20#e", "C:\\Users\\x\\n", "/usr/local/bin:$PATH", "snake_case_name",
    "camelCaseName HTTPServer XMLHttpRequest", "kebab-case-name", "SCREAMING_CASE", "a.b.c.d", "1.2.3", "v1.0.0-rc.1",
    "$1,000.00 €5 £3 ¥7 ₿", "100°C ±5 µm × ÷ ≈ ∞ ∑ √", "x² + y³ = z⁴", "→ ← ↔ ⇒", "α β γ", "∀x∈ℝ: ⌈x⌉", "H₂O",
    "def f(x):\n    return x + 1\n", "if (a && b || !c) { return *p->q; }", "for i in range(10):\n\tprint(i)\n",
    "SELECT * FROM t WHERE a='b' AND c<>\"d\";", "<html>\n  <body class=\"x\">&amp;</body>\n</html>",
    "{\"key\": [1, 2.5, null, true], \"s\": \"a\\n\"}", "#include <vector>\nint main() { return 0; }\n",
    "```python\nprint('hi')\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "- item\n- item\n  - nested\n", "1. one\n2. two\n",
    "\\frac{a}{b} $x^2$", "regex: ^\\d+\\s*$", "0b1010 0o17", "λ = 5", "a\\tb", "'''doc'''", "\"\"\"doc\"\"\"",
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    "a<|im_end|>b", "<|im_start|><|im_start|>", "<|im_start", "im_end|>", "<|im_end|", " <|im_end|> ", "\n<|endoftext|>\n",
    "<repo_name>x<file_sep>y", "<|unknown|>", "<s>[INST] x [/INST]</s>", "<jupyter_code>1+1<jupyter_output>2",
    "word<strip>word", "  <strip>  \n x", "a <lstrip>b", "a  \n<lstrip> b", "<word>", "a<word>", "<word>b", "a <word> b",
    "é<word>", "_<word>", "(<word>)", "<word><word>", "<<word>>", "plain added token here", "xadded tokeny",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
    "Dear customer, thank you for your message of 3 May. We have looked into it.", "Q: What is 7 × 8?\nA: 56",
    "It costs 1234567 dollars; 1,234,567 in all.", "aaa\u0308aaa", "mixed Русский and 中文 and عربى 123",
    "MixedСyrillicLatin", "ＦＵＬＬ ｗｉｄｔｈ", "Zalgo: z̷͍̈ḁ̴̛l̸̰̂g̵̭̒o̶̢͐", "Ω≈ç√∫˜µ≤≥÷", "\u0300start", "a\u200db\u200cc",
    "tic-tac-toe, O'Neill, rock'n'roll, 'tis", "I'd've", "can't've", "y'all'd", "''''s", "a'b'c", "it's'", "' s", " 's",
]


def corpus():
    rng = random.Random(7)
    words = [w for t in TEXTS for w in t.split(" ") if "<" not in w]
    out = list(TEXTS)
    for _ in range(600):
        out.append(" ".join(rng.choice(words) for _ in range(rng.randint(1, 20))))
    return out


def random_texts():
    rng = random.Random(11)
    alphabet = list("abcdefgh ABC 0123  \n\n\t\r'.,!-_éßжш中あ🙂\u0301\u00a0\u3000")
    return ["".join(rng.choice(alphabet) for _ in range(rng.randint(1, 60))) for _ in range(30)]


def train(name, pre, ignore_merges=False, added=()):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    tokenizer.pre_tokenizer = pre
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=700,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus(), trainer)
    for token in added:
        if token.special:
            tokenizer.add_special_tokens([token])
        else:
            tokenizer.add_tokens([token])
    folder = os.path.join(DATA, "tokenizer_" + name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as f:
        json.dump(json.loads(tokenizer.to_str()), f, ensure_ascii=False, separators=(",", ":"))
        f.write("\n")
    return tokenizer, folder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True, help="SmolLM2-135M-Instruct as GGUF")
    args = parser.parse_args()
    os.makedirs(DATA, exist_ok=True)
    texts = TEXTS + random_texts()

    base = AutoTokenizer.from_pretrained(
        os.path.dirname(args.base), gguf_file=os.path.basename(args.base)
    ).backend_tokenizer
    # transformers reads vocabulary and merges from the GGUF, and passes over tokenizer.ggml.pre ("smollm"): the model's
    # own tokenizer.json cuts digits one by one first.
    base.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )

    def ids(tokenizer):
        return [tokenizer.encode(t, add_special_tokens=False).ids for t in texts]

    def write(path, value):
        with open(path, "w", encoding="utf-8") as f:
            json.dump(value, f, ensure_ascii=True, separators=(",", ":"))
            f.write("\n")

    write(os.path.join(DATA, "tokenizer_texts.json"), {"texts": texts, "smollm2": ids(base)})

    byte_level = lambda **options: pre_tokenizers.ByteLevel(**{"add_prefix_space": False, **options})
    split = lambda pattern: pre_tokenizers.Split(Regex(pattern), "isolated")
    marks = [
        AddedToken("<strip>", lstrip=True, rstrip=True, special=True),
        AddedToken("<lstrip>", lstrip=True, special=True),
        AddedToken("<word>", single_word=True, normalized=False),
        AddedToken("added token", normalized=True),
    ]
    small = {
        "gpt2": train("gpt2", byte_level(), added=marks),
        "prefix": train("prefix", byte_level(add_prefix_space=True)),
        "llama3": train(
            "llama3", pre_tokenizers.Sequence([split(LLAMA3), byte_level(use_regex=False)]), ignore_merges=True
        ),
        "qwen2": train("qwen2", pre_tokenizers.Sequence([split(QWEN2), byte_level(use_regex=False)])),
        "digits": train(
            "digits",
            pre_tokenizers.Sequence(
                [
                    pre_tokenizers.Punctuation("contiguous"),
                    pre_tokenizers.Split(" ", "merged_with_next"),
                    pre_tokenizers.Split(Regex(r"\n+"), "merged_with_previous"),
                    pre_tokenizers.Digits(individual_digits=False),
                    byte_level(),
                ]
            ),
        ),
    }
    for tokenizer, folder in small.values():
        write(os.path.join(folder, "ids.json"), ids(tokenizer))


if __name__ == "__main__":
    main()
