namespace PromptGen.Encoders;

/// <summary>Says that an assembly holds a generated encoder.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public abstract class ProvidesEncoderAttribute : Attribute
{
    private protected ProvidesEncoderAttribute()
    {
    }

    /// <summary>The encoder.</summary>
    public abstract EncoderDescription Description { get; }
}

/// <summary>Says that an assembly holds the generated encoder <typeparamref name="TEncoder"/>.</summary>
/// <typeparam name="TEncoder">The encoder.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ProvidesEncoderAttribute<TEncoder> : ProvidesEncoderAttribute where TEncoder : Encoder, IDescribed<TEncoder>
{
    /// <inheritdoc/>
    public override EncoderDescription Description => TEncoder.Description;
}
