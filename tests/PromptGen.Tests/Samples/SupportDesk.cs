using System.Globalization;
using System.Text.RegularExpressions;
using PromptGen.Tasks;
using PromptGen.Tasks.Entities;
using PromptGen.Testing;

namespace PromptGen.Tests.Samples;

/// <summary>The messages of <c>samples/support-desk</c>, read once as texts and once as words, by the product's readers with no option but a key.</summary>
internal static partial class SupportDesk
{
    public static IReadOnlyList<string> Splits { get; } = ["train", "dev", "test"];

    public static IReadOnlyDictionary<string, TextExamples> Texts { get; } = Splits.ToDictionary(split => split, split => TextExamples.Read(Path(split)));

    public static IReadOnlyDictionary<string, WordExamples> Sentences { get; } = Splits.ToDictionary(split => split, split => WordExamples.Read(Path(split)));

    public static IReadOnlyList<Message> Messages { get; } = [.. Splits.SelectMany(Read)];

    private static string Path(string split) => Repository.Path("samples", "support-desk", $"{split}.jsonl");

    private static IEnumerable<Message> Read(string split)
    {
        var contrasts = File.ReadLines(Path(split)).Select(line => ContrastKey().Match(line)).ToList();
        return Texts[split].Zip(Sentences[split], (text, sentence) =>
        {
            if (text.Source != sentence.Source) throw new InvalidDataException($"{text.Source}: read as words, it is {sentence.Source}.");
            var contrast = contrasts[text.Source.Line - 1];
            return new Message(
                split, text.Text, text.Label!, sentence.Words, sentence.Labels!, contrast.Success ? int.Parse(contrast.Groups[1].Value, CultureInfo.InvariantCulture) : null);
        });
    }

    [GeneratedRegex("""
        "contrast": (\d+)}$
        """)]
    private static partial Regex ContrastKey();

    /// <summary>A message.</summary>
    /// <param name="Split">The file it is in.</param>
    /// <param name="Text">As it was written.</param>
    /// <param name="Intent">What its writer wants.</param>
    /// <param name="Words">The text, cut.</param>
    /// <param name="Tags">A label for each word, IOB2.</param>
    /// <param name="Contrast">The set of messages with like words and unlike intents that it belongs to; null: none.</param>
    internal sealed partial record Message(
        string Split, string Text, string Intent, IReadOnlyList<string> Words, IReadOnlyList<string> Tags, int? Contrast)
    {
        /// <summary>In lower case and without punctuation, to compare messages by.</summary>
        public IReadOnlyList<string> PlainWords { get; } = [.. PlainWord().Matches(Text.ToLowerInvariant()).Select(match => match.Value)];

        public IReadOnlyList<EntitySpan> Entities => EntityReader.Lenient(Tags);

        [GeneratedRegex(@"\w+(?:['’]\w+)?")]
        private static partial Regex PlainWord();
    }
}
