// CS0311 (8,51): The type 'Demo.PrenormEncoder' cannot be used as type parameter 'TEncoder' in the generic type or method 'Pooling.OfEncoder<TEncoder>()'. There is no implicit reference conversion from 'Demo.PrenormEncoder' to 'PromptGen.Encoders.IPooled'.
using Demo;
using PromptGen.Heads;
using PromptGen.Training;

internal static class Program
{
    private static ITrainable Pooler() => Pooling.OfEncoder<PrenormEncoder>();
}
