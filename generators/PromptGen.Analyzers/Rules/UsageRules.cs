using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PromptGen.Analyzers.Rules;

/// <summary>What can be wrong with the use of PromptGen in C#, beyond what its types refuse. Each has a section in this project's <c>README.md</c>.</summary>
internal static class UsageRules
{
    /// <summary>The property of a diagnostic that holds the C# to write in place of what it marks, where the fix is plain.</summary>
    public const string Replacement = nameof(Replacement);

    private const string Category = "PromptGen.Usage";

    // As the repository sees it, since it has no public address yet.
    private const string Page = "generators/PromptGen.Analyzers/README.md#";

    public static readonly DiagnosticDescriptor LayersBeyondDepth = new("PGEN501", "A prefix in layers that the encoder has not",
        "{0} has {1} layers, and this prefix depth names {2}; expected {3}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen501-a-prefix-in-layers-that-the-encoder-has-not");

    public static readonly DiagnosticDescriptor ImpossibleDepth = new("PGEN502", "A prefix depth that no encoder has",
        "This prefix depth names {0}; expected at least one layer, each once, from 0", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen502-a-prefix-depth-that-no-encoder-has");

    public static readonly DiagnosticDescriptor NoPositionLeft = new("PGEN503", "A prefix that leaves no position for tokens",
        "{0} has {1} positions, and a prefix of {2} leaves none for tokens; expected less than {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen503-a-prefix-that-leaves-no-position-for-tokens");

    public static readonly DiagnosticDescriptor OutOfRange = new("PGEN504", "A number outside of its range",
        "'{0}' is {1}; expected {2}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen504-a-number-outside-of-its-range");

    public static readonly DiagnosticDescriptor LabelCountDiffers = new("PGEN505", "A head with more or fewer outputs than there are labels",
        "This head has {0}, and is used with {1}; expected one output for each label", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen505-a-head-with-more-or-fewer-outputs-than-there-are-labels");

    public static readonly DiagnosticDescriptor UsedAfterRelease = new("PGEN506", "An encoder used after it was given up",
        "'{0}' {1} before '{2}' is used here; {3}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen506-an-encoder-used-after-it-was-given-up");

    public static readonly DiagnosticDescriptor NothingToTrain = new("PGEN507", "Nothing to train",
        "'{0}' was frozen before, and nothing else is trained here; expected a prefix beside it, or no Freeze", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Page + "pgen507-nothing-to-train");

    public static readonly DiagnosticDescriptor TensorOfEveryTurn = new("PGEN508", "A tensor of every turn that nothing frees",
        "Every turn of this loop makes a tensor '{0}' that nothing here frees; expected 'using', or a dispose scope around it", Category, DiagnosticSeverity.Info, true,
        helpLinkUri: Page + "pgen508-a-tensor-of-every-turn-that-nothing-frees");

    /// <summary>All of them, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
        [LayersBeyondDepth, ImpossibleDepth, NoPositionLeft, OutOfRange, LabelCountDiffers, UsedAfterRelease, NothingToTrain, TensorOfEveryTurn];
}
