using Microsoft.CodeAnalysis.CSharp;

namespace PromptGen.Generator.Tests;

/// <summary>What looks like a wrong use and is none, or is not certainly one: the analyzers say nothing.</summary>
public class UsageSilenceTests
{
    [Theory]
    [InlineData("a preset that was changed", """
        var bert = BertEncoder.Random(BertConfig.BaseUncased with { LayerCount = 24, MaxPositions = 1024 }, 7);
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 600, Depth = PrefixDepth.Last(20) });
        """)]
    [InlineData("a checkpoint, whose sizes its folder says", """
        var bert = BertEncoder.Open(folder);
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 600, Depth = PrefixDepth.Last(20) });
        """)]
    [InlineData("positions that a prefix does not take", """
        var glm = GlmEncoder.Random(GlmConfig.Base, 7);
        var prefix = new Prefix<GlmEncoder>(glm, new PrefixOptions { Length = 5000 });
        """)]
    [InlineData("a local that may hold another encoder", """
        var bert = BertEncoder.Random(BertConfig.BaseUncased, 7);
        if (any) bert = BertEncoder.Random(BertConfig.LargeUncased, 7);
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Depth = PrefixDepth.Last(24) });
        """)]
    [InlineData("a local that a lambda changes", """
        var depth = PrefixDepth.Last(24);
        Action shallower = () => depth = PrefixDepth.All;
        shallower();
        var prefix = new Prefix<BertEncoder>(BertEncoder.Random(BertConfig.BaseUncased, 7), new PrefixOptions { Depth = depth });
        """)]
    [InlineData("a number passed by reference", """
        var count = 24;
        Halve(ref count);
        var prefix = new Prefix<BertEncoder>(BertEncoder.Random(BertConfig.BaseUncased, 7), new PrefixOptions { Depth = PrefixDepth.First(count) });
        static void Halve(ref int number) => number /= 2;
        """)]
    [InlineData("a field that a static constructor may set", """
        var prefix = new Prefix<BertEncoder>(BertEncoder.Random(BertConfig.BaseUncased, 7), Kept.Options);
        """)]
    [InlineData("an option that a later with replaces", """
        var options = new PrefixOptions { Depth = PrefixDepth.Last(24) } with { Depth = PrefixDepth.Last(12) };
        var prefix = new Prefix<BertEncoder>(BertEncoder.Random(BertConfig.BaseUncased, 7), options);
        """)]
    [InlineData("no epoch that a variable says", """
        var epochs = any ? 0 : 5;
        var options = new TrainingOptions { Epochs = epochs, ClipNorm = null, Patience = null };
        """)]
    [InlineData("disposed in one branch", """
        var bert = BertEncoder.Open(folder);
        if (any) bert.Dispose();
        else Console.WriteLine(bert.LayerCount);
        """)]
    [InlineData("disposed and opened anew", """
        var bert = BertEncoder.Open(folder);
        bert.Dispose();
        bert = BertEncoder.Open(folder);
        Console.WriteLine(bert.LayerCount);
        """)]
    [InlineData("disposed twice, and asked for what stays", """
        var bert = BertEncoder.Open(folder);
        bert.Dispose();
        Console.WriteLine(bert.Report);
        bert.Dispose();
        """)]
    [InlineData("a local function that ran before", """
        var bert = BertEncoder.Open(folder);
        Console.WriteLine(Layers());
        bert.Dispose();
        int Layers() => bert.LayerCount;
        """)]
    [InlineData("every turn disposes its own", """
        for (var i = 0; i < 3; i++)
        {
            using var bert = BertEncoder.Open(folder);
            Console.WriteLine(bert.LayerCount);
        }
        """)]
    [InlineData("a jump past the disposal", """
        var bert = BertEncoder.Open(folder);
        if (any) goto used;
        bert.Dispose();
        used:
        if (any) Console.WriteLine(bert.LayerCount);
        """)]
    [InlineData("a frozen head beside a prefix", """
        var bert = BertEncoder.Open(folder);
        var head = new SequenceClassificationHead<BertEncoder>(bert, 2);
        head.Freeze();
        var optimizer = new AdamW(new AdamWOptions(), new Prefix<BertEncoder>(bert, new PrefixOptions()), head);
        """)]
    [InlineData("a frozen head over an encoder that is trained", """
        var bert = BertEncoder.Open(folder);
        var head = new SequenceClassificationHead<BertEncoder>(bert, 2);
        head.Freeze();
        var model = bert.Unfreeze().Prompt(null, head);
        Trainer.Fit(model, data, new TrainingOptions());
        """)]
    [InlineData("labels that are partly written out", """
        var bert = BertEncoder.Open(folder);
        string[] more = any ? ["maybe"] : [];
        var model = bert.Prompt(null, new SequenceClassificationHead<BertEncoder>(bert, 2));
        predictor.Predict(model, ["no", "yes", .. more], []);
        """)]
    [InlineData("a head for the labels of another task", """
        var bert = BertEncoder.Open(folder);
        var other = new SequenceClassificationTask(new LabelSet(["no", "yes"]));
        var model = bert.Prompt(null, new SequenceClassificationHead<BertEncoder>(bert, 3));
        predictor.Predict(model, ["a", "b", "c"], []);
        """)]
    [InlineData("tensors of a loop in a scope around it", """
        using var scope = TorchSharp.torch.NewDisposeScope();
        foreach (var input in inputs)
        {
            var logits = loaded.Logits(input);
            Console.WriteLine(logits.item<float>());
        }
        """)]
    [InlineData("tensors of a loop that are kept", """
        var kept = new List<TorchSharp.torch.Tensor>();
        foreach (var input in inputs)
        {
            var logits = loaded.Logits(input);
            kept.Add(logits);
        }
        """)]
    [InlineData("tensors of a loop that are disposed by hand", """
        foreach (var input in inputs)
        {
            var logits = loaded.Logits(input);
            Console.WriteLine(logits.item<float>());
            logits.Dispose();
        }
        """)]
    [InlineData("layers of an array that got others since", """
        var bert = BertEncoder.Random(BertConfig.BaseUncased, 7);
        int[] layers = [12, 12];
        (layers[0], layers[1]) = (3, 4);
        var prefix = new Prefix<BertEncoder>(bert, new PrefixOptions { Depth = PrefixDepth.Layers(layers) });
        """)]
    [InlineData("layers of an array that another method fills", """
        int[] layers = [0, 0];
        Fill(layers);
        var depth = PrefixDepth.Layers(layers);
        static void Fill(int[] numbers) => numbers[1] = 1;
        """)]
    [InlineData("labels of a list that grows", """
        var bert = BertEncoder.Open(folder);
        List<string> names = ["no", "yes"];
        names.Add("maybe");
        predictor.Predict(bert.Prompt(null, new SequenceClassificationHead<BertEncoder>(bert, 3)), names, []);
        """)]
    [InlineData("a list of what is trained that grows", """
        var bert = BertEncoder.Open(folder);
        var head = new SequenceClassificationHead<BertEncoder>(bert, 2);
        head.Freeze();
        List<ITrainable> trained = [head];
        trained.Add(new Prefix<BertEncoder>(bert, new PrefixOptions()));
        var optimizer = new AdamW(new AdamWOptions(), trained);
        """)]
    [InlineData("tensors of a loop in a scope of a lambda", """
        using var sum = TorchSharp.torch.WrappedTensorDisposeScope(() =>
        {
            foreach (var input in inputs)
            {
                var logits = loaded.Logits(input);
                Console.WriteLine(logits.item<float>());
            }
            return TorchSharp.torch.zeros(1);
        });
        """)]
    [InlineData("tensors of a loop that are given to a scope", """
        foreach (var input in inputs)
        {
            var logits = loaded.Logits(input);
            around.Detach(logits);
        }
        """)]
    public void Nothing_is_said_of(string what, string body)
    {
        var program = CSharpSyntaxTree.ParseText($$"""
            using System;
            using System.Collections.Generic;
            using PromptGen;
            using PromptGen.Backbones;
            using PromptGen.Encoders;
            using PromptGen.Heads;
            using PromptGen.Predictions;
            using PromptGen.Prefixes;
            using PromptGen.Tasks;
            using PromptGen.Training;

            internal static class Kept
            {
                public static readonly PrefixOptions Options = new() { Depth = PrefixDepth.Last(24) };

                static Kept() => Options = new();
            }

            internal static class Program
            {
                private static void Run(string folder, bool any, ITrainingData<TokenInput> data, Predictor predictor, IEnumerable<TokenInput> inputs,
                    PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> loaded, TorchSharp.DisposeScope around)
                {
                    {{body}}
                }
            }
            """, (CSharpParseOptions)Generation.Compile("").SyntaxTrees[0].Options);

        var found = Usage.Judge(Generation.Compile("").AddSyntaxTrees(program));
        Assert.True(found.Count == 0, $"{what}:\n{string.Join("\n", found)}");
    }
}
