using System.Collections.Concurrent;
using System.Diagnostics;
using PromptGen.Adapters;
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tests.Training;
using PromptGen.Tokenization;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace PromptGen.Tests.Predictions;

/// <summary>Many threads at once. Alone in the process, because all its tensors are counted.</summary>
[Collection(nameof(Alone))]
public sealed class ConcurrentPredictionTests(ITestOutputHelper output)
{
    private const int Threads = 8, Calls = 10_000, TextCount = 16;
    private const double Tolerance = 1e-5;

    /// <summary>
    /// TorchSharp counts a tensor that became a <see cref="TorchSharp.Modules.Parameter"/> for ever: the parameter takes its handle. Each adapter that is
    /// made has a head of weight and bias.
    /// </summary>
    private const int CountedForEver = 2;

    [Fact]
    public void Eight_threads_predict_while_adapters_come_and_go_and_no_rows_are_mixed_up()
    {
        using var bert = SmallAdapters.Bert();
        using var pool = new AdapterPool<BertEncoder>(bert, paddingId: 0);
        var texts = Enumerable.Range(0, TextCount).Select(i => SmallAdapters.Text(2 + i * 5 % 11, i)).ToArray();

        // Each adapter's possible answers to each text: one, or two where it is replaced time and again.
        var answers = new Dictionary<string, double[][][]>();
        PrefixOptions?[] prefixes =
            [null, new() { Length = 1 }, new() { Length = 4, Depth = PrefixDepth.First(1) }, new() { Length = 6, Depth = PrefixDepth.Last(1) }];
        for (var i = 0; i < prefixes.Length; i++)
        {
            var classifier = SmallAdapters.Classifier(bert, prefixes[i], 10 + i);
            var tagger = SmallAdapters.Tagger(bert, prefixes[i], 20 + i);
            pool.Add($"classifier{i}", ReadyAdapter.Of(classifier, SmallAdapters.Labels));
            pool.Add($"tagger{i}", ReadyAdapter.Of(tagger, SmallAdapters.Labels));
            answers[$"classifier{i}"] = [[.. texts.Select(text => SmallAdapters.Alone(classifier, text))]];
            answers[$"tagger{i}"] = [[.. texts.Select(text => SmallAdapters.Alone(tagger, text))]];
        }
        var versions = new[] { SmallAdapters.Classifier(bert, new() { Length = 3 }, 30), SmallAdapters.Classifier(bert, new() { Length = 5 }, 40) };
        answers["replaced"] = [.. versions.Select(model => texts.Select(text => SmallAdapters.Alone(model, text)).ToArray())];
        answers["passing"] = [answers["replaced"][0]];
        pool.Add("replaced", Version(0));
        AssertTellApart(answers);

        Run(Threads * 10, []);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (before, clock) = (Tensor.TotalCount, Stopwatch.StartNew());
        var counts = Run(Calls, [pool]);
        var after = Tensor.TotalCount - counts.Made * CountedForEver;
        output.WriteLine($"{Calls} calls of {Threads} threads in {clock.Elapsed.TotalSeconds:0.0} s: {counts.Rows} rows, {counts.Refused} calls for the adapter "
            + $"that was not there, {counts.Made} adapters put in meanwhile; {before} live tensors before, {after} after");
        Assert.Equal(before, after);
        Assert.InRange(counts.Made, 10, int.MaxValue);

        ReadyAdapter<BertEncoder> Version(int i) => ReadyAdapter.Of(versions[i], SmallAdapters.Labels);

        (int Rows, int Refused, int Made) Run(int calls, AdapterPool<BertEncoder>[] changing)
        {
            int begun = 0, rows = 0, refused = 0, made = 0;
            var errors = new ConcurrentQueue<Exception>();
            using var done = new CancellationTokenSource();
            var workers = Enumerable.Range(0, Threads).Select(thread => new Thread(() => Guarded(() =>
            {
                var random = new Random(thread);
                while (Interlocked.Increment(ref begun) <= calls) Call(random, ref rows, ref refused);
            }))).ToList();
            var changer = new Thread(() => Guarded(() =>
            {
                while (changing.Length > 0 && !done.IsCancellationRequested)
                {
                    pool.Replace("replaced", Version(++made % 2));
                    pool.Add("passing", Version(0));
                    made++;
                    Thread.Yield();
                    pool.Remove("passing");
                }
            }));
            foreach (var thread in workers.Append(changer)) thread.Start();
            foreach (var thread in workers) thread.Join();
            done.Cancel();
            changer.Join();
            Assert.Empty(errors);
            return (rows, refused, made);

            void Guarded(Action action)
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    errors.Enqueue(e);
                    Interlocked.Add(ref begun, calls);
                    done.Cancel();
                }
            }
        }

        void Call(Random random, ref int rows, ref int refused)
        {
            var names = answers.Keys.ToArray();
            var asked = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Name: names[random.Next(names.Length)], Text: random.Next(TextCount))).ToArray();
            IReadOnlyList<Answer> given;
            try
            {
                given = pool.Predict([.. asked.Select(one => new PredictionRequest(one.Name, texts[one.Text]))]);
            }
            catch (AdapterException) when (asked.Any(one => one.Name == "passing"))
            {
                Interlocked.Increment(ref refused);
                return;
            }
            Assert.Equal(asked.Length, given.Count);
            // Whatever version of the replaced adapter it was, it was one for the whole call.
            Assert.Contains(Enumerable.Range(0, 2), version => asked.Zip(given).All(pair =>
            {
                var possible = answers[pair.First.Name];
                return Close(possible[version % possible.Length][pair.First.Text], Numbers(pair.Second));
            }));
            Interlocked.Add(ref rows, asked.Length);
        }
    }

    private static void AssertTellApart(Dictionary<string, double[][][]> answers)
    {
        var all = answers.Where(adapter => adapter.Key != "passing").SelectMany(adapter => adapter.Value.SelectMany(version => version)).ToList();
        for (var i = 0; i < all.Count; i++)
            for (var k = 0; k < i; k++) Assert.False(Close(all[i], all[k]), "Two answers are so alike that a mixed-up row would not be seen.");
    }

    private static double[] Numbers(Answer answer) => answer is TokenPredictions tokens
        ? [.. tokens.Tokens.SelectMany(token => token.Probabilities)]
        : [.. ((Prediction)answer).Probabilities];

    private static bool Close(double[] a, double[] b) => a.Length == b.Length && a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) < Tolerance);
}
