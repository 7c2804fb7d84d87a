namespace PromptGen.Training;

/// <summary>How a learning rate falls from its peak.</summary>
public enum RateDecay
{
    /// <summary>With every step, to zero at the end of the run (the reference's <c>BaseTrainer</c>: SuperGLUE).</summary>
    Linear,

    /// <summary>With every epoch, by a factor (the reference's <c>ExponentialTrainer</c>: NER, SRL, question answering).</summary>
    Exponential,

    /// <summary>It stays.</summary>
    None,
}
