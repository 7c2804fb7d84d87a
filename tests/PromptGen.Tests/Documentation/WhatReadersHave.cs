#pragma warning disable IDE1006 // Names are those of the fragments.
using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Heads;
using PromptGen.Prefixes;
using PromptGen.Tokenization;
using PromptGen.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace PromptGen.Tests.Documentation;

/// <summary>
/// What the fragments of C# in Markdown files take for given, under the names that they use. It is there for the compiler: nothing is ever run.
/// </summary>
public static class WhatReadersHave
{
    public static Frozen<BertEncoder> bert => null!;

    public static Prefix<BertEncoder> prefix => null!;

    public static PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model => null!;

    public static TextTokenizer tokenizer => null!;

    public static TokenizedText first => null!;

    public static TokenizedText second => null!;

    public static ITrainingData<TokenInput> trainingData => null!;

    public static ITrainingData<TokenInput> data => null!;

    public static TrainingOptions options => null!;

    public static Func<double> score => null!;

    public static double test => 0;

    public static int padding => 0;

    public static int seed => 0;

    public static Device device => null!;

    public static Device CPU => torch.CPU;

    public static string checkpoint => "";

    public static string messages => "";

    public static string question => "";

    public static string context => "";

    public static double Accuracy(PromptedModel<BertEncoder, SequenceClassificationHead<BertEncoder>> model) => 0;
}
