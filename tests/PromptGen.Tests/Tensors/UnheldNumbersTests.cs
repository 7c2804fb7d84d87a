using Mono.Cecil;
using Mono.Cecil.Cil;
using PromptGen.Tests.Build;
using TorchSharp;

namespace PromptGen.Tests.Tensors;

/// <summary>
/// Whether <c>src/BannedSymbols.txt</c> names all it must: what TorchSharp hands a number to native code and holds it by nothing, found in its own
/// code, so that a new version of it cannot bring more unseen. That a collection frees such a number is a matter of chance; no test can wait for it.
/// </summary>
public sealed class UnheldNumbersTests
{
    private static readonly Lazy<HashSet<string>> Unheld = new(FindUnheld);

    [Fact]
    public void Adding_two_tensors_is_found_and_adding_them_with_a_held_factor_is_not()
    {
        const string tensor = "TorchSharp.torch/Tensor";
        Assert.Contains($"{tensor} {tensor}::op_Addition({tensor},{tensor})", Unheld.Value);
        Assert.DoesNotContain($"{tensor} {tensor}::add({tensor},TorchSharp.Scalar)", Unheld.Value);
    }

    [Theory]
    [InlineData("PromptGen")]
    [InlineData("PromptGen.Backbones")]
    [InlineData("PromptGen.Cli")]
    public void No_method_of_the_product_calls_what_holds_its_numbers_by_nothing(string project)
    {
        using var module = ModuleDefinition.ReadModule(BuiltProgram.Path("src", project));
        var calls =
            from method in Methods(module)
            from called in Called(method)
            where MakesNumber(called, byConversionOnly: true) || Unheld.Value.Contains(called.FullName)
            select $"{method.FullName} calls {called.FullName}";
        Assert.Empty(calls);
    }

    /// <summary>The methods of TorchSharp that make a number of their own, and those that call one.</summary>
    private static HashSet<string> FindUnheld()
    {
        using var module = ModuleDefinition.ReadModule(typeof(torch).Assembly.Location);
        var calls = Methods(module).Where(method => !IsNumber(method.DeclaringType)).Select(method => (method.FullName, Called: Called(method).ToList())).ToList();
        var found = calls.Where(method => method.Called.Exists(called => MakesNumber(called, byConversionOnly: false))).Select(method => method.FullName).ToHashSet();
        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(calls.Where(method => method.Called.Exists(called => found.Contains(called.FullName))).Select(method => method.FullName));
        }
        return found;
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static IEnumerable<MethodReference> Called(MethodDefinition method) =>
        method.Body.Instructions.Where(step => step.OpCode.FlowControl == FlowControl.Call || step.OpCode == OpCodes.Newobj).Select(step => step.Operand).OfType<MethodReference>();

    private static bool MakesNumber(MethodReference called, bool byConversionOnly) =>
        IsNumber(called.DeclaringType) && (called.Name == "op_Implicit" || !byConversionOnly && called.Name is ".ctor" or "ToScalar");

    private static bool IsNumber(TypeReference type) => type.FullName is "TorchSharp.Scalar" or "TorchSharp.ScalarExtensionMethods";
}
