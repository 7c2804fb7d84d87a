namespace PromptGen.Checkpoints;

/// <summary>In which element type a frozen encoder keeps its weights.</summary>
public enum WeightPrecision
{
    /// <summary>float32: weights of that type stay in the mapped file, others are copied to it.</summary>
    Float32,

    /// <summary>
    /// As in the file, where all its weights are of one type: float16 and bfloat16 take half the memory, and stay mapped. Prefix and head are
    /// float32 all the same; the prefix is cast where it is used, and hidden states where a head reads them.
    /// </summary>
    AsStored,
}
