namespace PromptGen.Generator.Model;

/// <summary>What must hold for a part to be there.</summary>
internal abstract record Condition
{
    public abstract bool Holds(Choices choices);

    /// <summary>As C#, in the scope of a <c>config</c>.</summary>
    public abstract string Write();

    /// <summary>A size that may be 0 is not.</summary>
    internal sealed record Given(string Size) : Condition
    {
        public override bool Holds(Choices choices) => !choices.Sizes[Size].IsZero;

        public override string Write() => $"config.{Emitting.Text.Pascal(Size)} > 0";
    }

    /// <summary>A switch is on, or off.</summary>
    internal sealed record Switched(string Option, bool On) : Condition
    {
        public override bool Holds(Choices choices) => choices.Has(Option, Model.Option.On) == On;

        public override string Write() => $"{(On ? "" : "!")}config.{Emitting.Text.Pascal(Option)}";
    }

    /// <summary>The layer is not the first; in the scope of a <c>layer</c>.</summary>
    internal sealed record AfterFirstLayer : Condition
    {
        public override bool Holds(Choices choices) => true;

        public override string Write() => "layer > 0";
    }

    /// <summary>Two sizes differ.</summary>
    internal sealed record Differ(SizeExpression One, SizeExpression Other) : Condition
    {
        public override bool Holds(Choices choices) => One.Evaluate(choices.Sizes) != Other.Evaluate(choices.Sizes);

        public override string Write() => $"{Emitting.Parts.Size(One)} != {Emitting.Parts.Size(Other)}";
    }

    /// <summary>A set that an option chooses has a member.</summary>
    internal sealed record Includes(string Option, RelativeScore Score) : Condition
    {
        public override bool Holds(Choices choices) => choices.Has(Option, Score.ToString());

        public override string Write() => $"config.{Emitting.Text.Pascal(Option)}.HasFlag(RelativeScores.{Score})";
    }
}
