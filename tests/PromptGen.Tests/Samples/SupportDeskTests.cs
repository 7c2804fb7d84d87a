using PromptGen.Tasks;
using PromptGen.Tasks.Baselines;
using PromptGen.Tasks.Entities;
using PromptGen.Tasks.Metrics;
using PromptGen.Testing;
using Message = PromptGen.Tests.Samples.SupportDesk.Message;

namespace PromptGen.Tests.Samples;

/// <summary>What the data card of <c>samples/support-desk</c> promises.</summary>
public sealed class SupportDeskTests
{
    private static readonly IReadOnlyList<Message> Messages = SupportDesk.Messages;

    [Fact]
    public void There_are_800_messages_or_more_of_8_to_10_intents_with_7_to_9_types_of_entities()
    {
        Assert.InRange(Messages.Count, 800, int.MaxValue);
        Assert.InRange(Messages.Select(message => message.Intent).Distinct().Count(), 8, 10);
        Assert.InRange(Messages.SelectMany(message => message.Entities).Select(entity => entity.Type).Distinct().Count(), 7, 9);
        Assert.InRange(Messages.Count(message => message.Entities.Count > 0), 0.6 * Messages.Count, 0.7 * Messages.Count);
    }

    [Theory]
    [InlineData("train", 0.6)]
    [InlineData("dev", 0.2)]
    [InlineData("test", 0.2)]
    public void Every_split_has_its_share_of_every_label(string split, double share)
    {
        HasItsShare("messages", _ => ["message"], 0.01);
        HasItsShare("intents", message => [message.Intent], 0.03);
        HasItsShare("entities", message => message.Entities.Select(entity => entity.Type), 0.03);

        void HasItsShare(string what, Func<Message, IEnumerable<string>> labels, double tolerance)
        {
            var here = Messages.Where(message => message.Split == split).SelectMany(labels).CountBy(label => label).ToDictionary();
            foreach (var (label, count) in Messages.SelectMany(labels).CountBy(label => label))
                Assert.True(
                    Math.Abs((double)here.GetValueOrDefault(label) / count - share) <= tolerance,
                    $"{what}: {split} has {here.GetValueOrDefault(label)} of {count} of '{label}'.");
        }
    }

    [Fact]
    public void Messages_have_3_words_or_more_and_some_have_5_sentences()
    {
        Assert.All(Messages, message => Assert.True(message.PlainWords.Count >= 3, message.Text));
        Assert.InRange(Messages.Count(message => message.PlainWords.Count <= 5), 20, Messages.Count / 10);
        Assert.InRange(Messages.Count(message => message.PlainWords.Count >= 30), 20, Messages.Count);
    }

    [Fact]
    public void The_words_of_a_message_are_its_text_cut_at_blanks_and_punctuation()
    {
        foreach (var message in Messages)
        {
            var bounds = Bounds(message);
            Assert.Equal(string.Concat(message.Text.Where(character => !char.IsWhiteSpace(character))), string.Concat(message.Words));
            foreach (var entity in message.Entities)
            {
                var (start, end) = (bounds[entity.Start].Start, bounds[entity.End - 1].End);
                Assert.True(start == 0 || !IsInWord(message.Text[start - 1]), $"{message.Text}: a span begins inside of a word, at {start}.");
                Assert.True(end == message.Text.Length || !IsInWord(message.Text[end]), $"{message.Text}: a span ends inside of a word, at {end}.");
            }
        }

        static bool IsInWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '€' or '$' or '£';
    }

    [Fact]
    public void Labels_of_words_are_IOB2_with_nothing_to_be_read_kindly()
    {
        var convention = TagConvention.Of(Messages.Select(message => message.Tags));
        Assert.Equal(TagScheme.Iob2, convention.Scheme);
        Assert.All(Messages, message =>
        {
            Assert.Equal(message.Words.Count, message.Tags.Count);
            Assert.Equal(message.Tags.Count(tag => tag != "O"), EntityReader.Strict(message.Tags, convention).Sum(entity => entity.End - entity.Start));
        });
    }

    [Fact]
    public void No_message_is_there_twice_nor_nearly_in_two_splits()
    {
        Assert.Equal(Messages.Count, Messages.Select(message => string.Join(' ', message.PlainWords)).Distinct().Count());
        var sets = Messages.Select(message => message.PlainWords.ToHashSet()).ToList();
        for (var i = 0; i < sets.Count; i++)
            for (var j = 0; j < i; j++)
            {
                if (Messages[i].Split == Messages[j].Split) continue;
                var shared = sets[i].Count(sets[j].Contains);
                var overlap = (double)shared / (sets[i].Count + sets[j].Count - shared);
                Assert.True(overlap < 0.5, $"{Messages[i].Split}: {Messages[i].Text}\n{Messages[j].Split}: {Messages[j].Text}\nshare {overlap:0.00} of their words.");
            }
    }

    [Fact]
    public void No_four_words_in_a_row_are_in_more_than_1_percent_of_the_messages() =>
        Assert.All(
            Messages.SelectMany(message => Enumerable.Range(0, Math.Max(0, message.PlainWords.Count - 3))
                .Select(start => string.Join(' ', message.PlainWords.Skip(start).Take(4))).Distinct()).CountBy(sequence => sequence),
            sequence => Assert.True(sequence.Value <= 0.01 * Messages.Count, $"'{sequence.Key}' is in {sequence.Value} messages."));

    [Fact]
    public void Contrast_sets_lie_in_one_split_and_differ_in_intent()
    {
        var sets = Messages.Where(message => message.Contrast is not null).GroupBy(message => message.Contrast).ToList();
        Assert.InRange(sets.Sum(set => set.Count()), 0.3 * Messages.Count, 0.5 * Messages.Count);
        Assert.All(sets, set =>
        {
            Assert.Single(set.Select(message => message.Split).Distinct());
            Assert.InRange(set.Select(message => message.Intent).Distinct().Count(), 2, int.MaxValue);
        });
    }

    [Fact]
    public void The_data_card_states_what_is_there()
    {
        var card = Repository.Read("samples", "support-desk", "README.md");
        var labels = Messages.SelectMany(message => message.Entities.Select(entity => entity.Type).Append(message.Intent), (message, label) => (label, message.Split)).ToList();
        Assert.All(labels.GroupBy(label => label.label), label => Assert.Matches(
            $@"(?m)^\| `{label.Key}` \| .* \| {string.Join(@" \| ", SupportDesk.Splits.Select(split => label.Count(one => one.Split == split)))} \|$", card));
        var lengths = Messages.Select(message => message.PlainWords.Count).ToList();
        var sets = Messages.Where(message => message.Contrast is not null).ToList();
        foreach (var sentence in new[]
        {
            $"\n{Messages.Count:N0} English messages", $": {lengths.Min()} to {lengths.Max()} words,", $"\n{Messages.Count(message => message.Entities.Count > 0)} messages have at least one.",
            $" {sets.Count} messages form {sets.Select(message => message.Contrast).Distinct().Count()} contrast sets", $"With {Messages.Count(message => message.Split == "test")} test messages",
        })
            Assert.Contains(sentence, card, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_alone_say_less_than_the_messages()
    {
        var labels = LabelSet.From(SupportDesk.Texts["train"]);
        int[] Indices(string split) => labels.IndicesOf(SupportDesk.Texts[split]);
        var intents = BagOfWords.Tuned(SupportDesk.Texts["train"], Indices("train"), SupportDesk.Texts["dev"], Indices("dev"));
        Assert.InRange(intents.On(SupportDesk.Texts["dev"], Indices("dev")).Share, 0.4, 0.8);

        var tags = MajorityTags.Of(SupportDesk.Sentences["train"]);
        var entities = EntityF1.Lenient(
            [.. SupportDesk.Sentences["dev"].Select(sentence => tags.Predict(sentence.Words))], [.. SupportDesk.Sentences["dev"].Select(sentence => sentence.Labels!)]);
        Assert.InRange(entities.All.F1, 0.3, 0.8);
    }

    private static List<(int Start, int End)> Bounds(Message message)
    {
        var (bounds, end) = (new List<(int Start, int End)>(), 0);
        foreach (var word in message.Words)
        {
            var start = message.Text.IndexOf(word, end, StringComparison.Ordinal);
            Assert.True(start >= 0, $"{message.Text}: has no '{word}' after {end}.");
            bounds.Add((start, end = start + word.Length));
        }
        return bounds;
    }
}
