using System.Reflection;
using Xunit;

namespace PromptGen.Tests.Build;

/// <summary>The build's cure for a libLibTorchSharp.so that old systems refuse (src/PromptGen/buildTransitive).</summary>
public sealed class LoadFixTests
{
    private static string Shipped => Path.Combine(
        typeof(LoadFixTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NuGetPackageRoot").Value!,
        "torchsharp", "0.107.0", "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    [Fact]
    public void The_shipped_library_differs_in_one_flag_and_the_package_cache_in_nothing()
    {
        var before = File.ReadAllBytes(Shipped);
        var (status, output, made) = Build(before);

        Assert.True(status == 0, output);
        Assert.Equal(before, File.ReadAllBytes(Shipped));
        var differences = Enumerable.Range(0, before.Length).Where(i => before[i] != made![i]).ToList();
        var at = Assert.Single(differences);
        Assert.Equal(before[at] | 2, made![at]);
    }

    [Fact]
    public void A_library_without_that_need_is_copied_as_it_is()
    {
        if (!OperatingSystem.IsLinux()) return;
        var other = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libc10.so"));
        var (status, output, made) = Build(other);

        Assert.True(status == 0, output);
        Assert.Equal(other, made);
    }

    [Theory]
    [InlineData("not an ELF file at all", "It is not a 64-bit little-endian ELF file.")]
    [InlineData("truncated", "Its section table lies outside the file.")]
    [InlineData("another symbol", "from GLIBCXX_3.4.32.")]
    public void A_file_that_is_not_as_expected_stops_the_build_and_says_why(string damage, string reason)
    {
        var bytes = damage switch
        {
            "truncated" => File.ReadAllBytes(Shipped)[..4096],
            "another symbol" => Rename(File.ReadAllBytes(Shipped), "_ZSt21ios_base_library_initv", "_ZSt21ios_base_library_inix"),
            _ => System.Text.Encoding.ASCII.GetBytes(new string('x', 200)),
        };
        var (status, output, made) = Build(bytes);

        Assert.NotEqual(0, status);
        Assert.Null(made);
        Assert.Contains("PromptGen cannot make", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains("PromptGenLoadFix=false", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda-linux")]
    public void The_backend_is_a_build_switch(string backend)
    {
        var (status, output) = Dotnet.Run(
            Repository.Path("src", "PromptGen.Cli"), null, "msbuild", $"-p:TorchBackend={backend}", "-getItem:PackageReference");

        Assert.True(status == 0, output);
        Assert.Contains($"\"TorchSharp-{backend}\"", output, StringComparison.Ordinal);
        Assert.Equal(1, output.Split("\"Identity\": \"TorchSharp-").Length - 1);
    }

    /// <summary>A project that has only this file as a native library, through the targets that consumers get.</summary>
    private static (int Status, string Output, byte[]? Made) Build(byte[] library)
    {
        using var folder = new TemporaryFolder();
        var original = folder.File("libLibTorchSharp.so");
        File.WriteAllBytes(original, library);
        File.WriteAllText(folder.File("native.proj"), $"""
            <Project DefaultTargets="ResolvePackageAssets">
              <PropertyGroup><IntermediateOutputPath>obj/</IntermediateOutputPath></PropertyGroup>
              <Target Name="ResolvePackageAssets">
                <ItemGroup><NativeCopyLocalItems Include="{original}" /></ItemGroup>
              </Target>
              <Import Project="{Repository.Path("src", "PromptGen", "buildTransitive", "PromptGen.targets")}" />
            </Project>
            """);
        var (status, output) = Dotnet.Run(folder.Path, null, "msbuild", "native.proj", "-getItem:NativeCopyLocalItems", "-target:ResolvePackageAssets");
        var made = folder.File(Path.Combine("obj", "promptgen", "libLibTorchSharp.so"));
        if (status == 0) Assert.Contains(Path.Combine("obj", "promptgen"), output.Replace("\\\\", "\\", StringComparison.Ordinal), StringComparison.Ordinal);
        return (status, output, File.Exists(made) ? File.ReadAllBytes(made) : null);
    }

    private static byte[] Rename(byte[] bytes, string name, string to)
    {
        for (int at; (at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name))) >= 0;)
            System.Text.Encoding.ASCII.GetBytes(to).CopyTo(bytes, at);
        return bytes;
    }
}
