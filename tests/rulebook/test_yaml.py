"""YAML as it is read for rules and profiles: what values mean, what is refused, and where."""

from decimal import Decimal

import pytest

from policyengine.rulebook.text.yaml import MAX_BYTES, Unreadable, plain, read_yaml


def values(text):
    return plain(read_yaml(text, "rules.yaml"))


def refusal(text):
    """The code and place of each finding."""
    with pytest.raises(Unreadable) as refused:
        read_yaml(text, "rules.yaml")
    return [(each.code, each.span.line, each.span.column) for each in refused.value.findings]


def words(text):
    with pytest.raises(Unreadable) as refused:
        read_yaml(text, "rules.yaml")
    return refused.value.findings[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("5", 5),
        ("-7", -7),
        ("+3", 3),
        ("007", 7),
        ("0.1", Decimal("0.1")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1000")),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".nan", ".nan"),
        ("3%", "3%"),
        ("30万元", "30万元"),
        ("12:30:45", "12:30:45"),
        ("2021-12-31", "2021-12-31"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("５", "５"),
    ],
)
def test_plain_values_follow_the_core_rules_of_yaml_1_2(written, value):
    read = values(f"a: {written}")["a"]
    assert (read, type(read)) == (value, type(value))


def test_a_decimal_keeps_every_digit():
    assert values("a: 0.12345678901234567890123")["a"] == Decimal("0.12345678901234567890123")


def test_lists_mappings_and_aliases_become_plain_values():
    assert values("a: &x [1, {b: c}]\nd: *x\n") == {"a": [1, {"b": "c"}], "d": [1, {"b": "c"}]}


def test_keys_are_always_words():
    assert values("410500: 安阳\ntrue: 是\n1.0: x\n") == {"410500": "安阳", "true": "是", "1.0": "x"}


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n", "\n\n"])
def test_a_file_with_nothing_in_it_is_null(text):
    assert values(text) is None


def test_questions_and_colons_inside_braces_are_part_of_the_words_around_them():
    assert values("{zh: 是吗？, en: Is it?, ratio: 3:1, site: http://a.b/?c=d}") == {
        "zh": "是吗？",
        "en": "Is it?",
        "ratio": "3:1",
        "site": "http://a.b/?c=d",
    }


def test_what_stands_in_for_a_question_mark_is_never_one_of_the_texts_own_characters():
    assert values("{a: \ue000?, \ue001?: b:c}") == {"a": "\ue000?", "\ue001?": "b:c"}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    node = read_yaml("\ufeff甲: 1\r\n乙: [丙]\r\n".encode(), "rules.yaml")
    assert plain(node) == {"甲": 1, "乙": ["丙"]}
    span = node.items["乙"].items[0].span
    assert (span.line, span.column, span.end_column) == (2, 5, 6)


def test_places_count_characters_not_bytes():
    span = read_yaml("企业名称: 𠮷祥公司 # 注\n", "rules.yaml").items["企业名称"].span
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 7, 1, 11)


def test_a_list_or_mapping_ends_with_its_last_item():
    root = read_yaml("a:\n  - b: c\n  - d\n\n# comment\ne: {f: g}\n", "rules.yaml")
    listed, flow = root.items["a"].span, root.items["e"].span
    assert (listed.line, listed.end_line, listed.end_column) == (2, 3, 6)
    assert (flow.line, flow.column, flow.end_column) == (6, 4, 10)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a:\n\tb: c\n", "yaml-syntax", 2, 1),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: [1, 2\nb: 3\n", "yaml-syntax", 1, 4),
        ("a: {b: 1\n", "yaml-syntax", 1, 4),
        ("a: 'x\n", "yaml-syntax", 1, 4),
        ("a:\n- b\n-c\n", "yaml-syntax", 3, 1),
        ("甲：乙\n丙: 丁\n", "yaml-syntax", 1, 2),
        ("a: @b\n", "yaml-syntax", 1, 4),
        ('a: "\\q"\n', "yaml-syntax", 1, 5),
        ("- a\nb: c\n", "yaml-syntax", 2, 1),
        ("a: 1\n---\nb: 2\n", "yaml-refused", 2, 1),
        ("%YAML 1.2\n---\na: 1\n", "yaml-refused", 1, 1),
        ("a: !!python/object:os.system x\n", "yaml-refused", 1, 4),
        ("a: !!str x\n", "yaml-refused", 1, 4),
        ("a: ! x\n", "yaml-refused", 1, 4),
        ("a: *nothing\n", "yaml-refused", 1, 4),
        ("a: &x [*x]\n", "yaml-refused", 1, 8),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("? [a]\n: b\n", "wrong-value", 1, 3),
        ("'': b\n", "wrong-value", 1, 1),
        ("a: x\0y\n", "forbidden-character", 1, 5),
        ("a: b\n\x1bc: d\n", "forbidden-character", 2, 1),
        ("a: x\u2028y\n", "forbidden-character", 1, 5),
        ("a: b\ufeff\n", "forbidden-character", 1, 5),
        ('a: "\\0"\n', "forbidden-character", 1, 4),
        ("a: \ud800\n", "forbidden-character", 1, 4),
        ("a: 1e999999999\n", "wrong-value", 1, 4),
        ("a: " + "9" * 5000 + "\n", "wrong-value", 1, 4),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text, code, line, column):
    assert refusal(text) == [(code, line, column)]


def test_mistakes_that_reading_survives_are_gathered():
    assert refusal("a: !x 1\nb: 2\nb: 3\nc: !!str 4\n") == [
        ("yaml-refused", 1, 4),
        ("duplicate-key", 3, 1),
        ("yaml-refused", 4, 4),
    ]


def test_a_file_in_gbk_is_named_as_what_it_most_likely_is():
    finding = words("标题: 高新技术企业\n".encode("gbk"))
    assert finding.code == "not-utf8"
    assert "GBK" in finding.message().zh
    assert finding.help().zh == "请另存为UTF-8编码"


def test_the_place_of_a_bad_byte_is_told():
    finding = words("甲: 1\n乙: ".encode() + b"\xff\n")
    assert (finding.code, finding.span.line, finding.span.column) == ("not-utf8", 2, 4)


def test_utf_16_is_named():
    assert "UTF-16" in words("a: 甲".encode("utf-16")).message().en


def test_a_full_width_colon_is_explained():
    assert "半角" in words("甲：乙\n丙: 丁\n").help().zh


def test_files_over_one_mebibyte_are_refused_unread():
    assert words("a" * (MAX_BYTES + 1)).code == "file-too-large"
    assert words("文" * (MAX_BYTES // 3 + 1)).code == "file-too-large"


def test_nesting_beyond_fifty_is_refused_and_fifty_is_not():
    assert words("[" * 51 + "]" * 51).code == "yaml-refused"
    assert values("[" * 50 + "]" * 50)
    assert words("\n".join(" " * n + "a:" for n in range(60))).code == "yaml-refused"


def test_aliases_cannot_nest_beyond_fifty():
    text = "a: &a " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 30 + "*a" + "]" * 30 + "\n"
    assert "嵌套" in words(text).message().zh


def test_aliases_cannot_expand_without_end():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 12)]
    assert "50000" in words("\n".join(lines)).message().en


def test_more_than_fifty_thousand_values_are_refused():
    assert "50000" in words("- 1\n" * 50_001).message().en
    assert len(values("- 1\n" * 49_000)) == 49_000
