using System.Text;

namespace PromptGen.Tests.Tokenization;

/// <summary>Texts on which offsets go wrong.</summary>
internal static class HardTexts
{
    public static readonly string[] All =
    [
        "", " ", "   ", "\n", "hello world", "  hello   world  ", "Hello, WORLD! the café's", "cafe\u0301 x\u0301\u0323 \u0301", "CAFÉ É", "中文 a中文b", "한국 한",
        "𝔘𝔫𝔦 a𝔘b 𠀀丽", "🦙", "🦙x Ꙋ🦙", "👩‍👩‍👧 🇩🇪 ❤️", "zero\u200Bwidth \u200Dx\uFEFF", "soft\u00ADhyphen", "bell\u0007 \u0000a\u0001", "a\u00A0b\u3000c\u2028d\te\r\nf",
        "ﬁne ½ ⅷ ㌀ ﷺ", "ｆｕｌｌ　ｗｉｄｔｈ ｶﾞ", "İstanbul ıI ẞß", "▁a ▁▁ b▁", "\uD800", "a\uD800b \uDC00", "\uFFFD", "[CLS]a [MASK] b[SEP]", "<s>a <mask> b</s>", "<|endoftext|>x",
        "'s 'll '' I'll've", "123 1a2 ١٢٣ ²", "\t\thello\n\n\nworld ", "...!?---", new string('a', 300), "a \uE000\uFDD0 b", "e\u0301\u0323 \u1112\u1161\u11AB", "нет ΑΣ Σας",
    ];

    /// <summary>The same, and texts put together at random out of what is in them.</summary>
    public static IEnumerable<string> AndRandom(int count, int seed)
    {
        foreach (var text in All) yield return text;
        var random = new Random(seed);
        var parts = All.SelectMany(text => text.Select(unit => unit.ToString()).Concat(text.Split(' '))).ToArray();
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var part = random.Next(1, 20); part > 0; part--)
            {
                text.Append(parts[random.Next(parts.Length)]);
                if (random.Next(4) == 0) text.Append((char)random.Next(0x10000));
                if (random.Next(3) == 0) text.Append(' ', random.Next(1, 4));
            }
            yield return text.ToString();
        }
    }
}
