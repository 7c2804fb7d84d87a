using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using PromptGen.Tests.Cli;

namespace PromptGen.Tests.Build;

/// <summary>
/// The packages, as a stranger meets them: a fresh project outside the repository that has a schema of its own, with the package of
/// PromptGen.Backbones and a native package of its own choice.
/// </summary>
public sealed class PackageTests(PackageTests.Feed feed) : IClassFixture<PackageTests.Feed>
{
    [Fact]
    public void PromptGen_needs_TorchSharp_and_leaves_the_native_package_to_the_consumer()
    {
        using var package = feed.Open("PromptGen");
        var dependencies = Dependencies(package);

        Assert.Contains("TorchSharp", dependencies.Keys);
        Assert.DoesNotContain(dependencies.Keys, IsNative);
        Assert.DoesNotContain(dependencies.Keys, name => name.StartsWith("PromptGen.", StringComparison.Ordinal) || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void The_generator_the_analyzers_and_what_a_build_needs_of_them_are_in_the_package()
    {
        using var package = feed.Open("PromptGen");
        var files = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.Equal(
            ["PromptGen.Analyzers.dll", "PromptGen.CodeFixes.dll", "PromptGen.Generator.dll"],
            files.Where(file => file.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(
            Directory.EnumerateFiles(Repository.Path("src", "PromptGen", "buildTransitive")).Select(Path.GetFileName),
            file => Assert.Contains($"buildTransitive/net10.0/{file}", files));
        Assert.NotNull(package.GetEntry("schemas/architecture.schema.json"));
        Assert.Single(files, file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_of_backbones_holds_the_schemas_and_lets_the_generator_through()
    {
        using var package = feed.Open("PromptGen.Backbones");
        var dependencies = Dependencies(package);

        Assert.Equal("All", dependencies["PromptGen"]);
        Assert.DoesNotContain(dependencies.Keys, IsNative);
        Assert.All(
            Directory.EnumerateFiles(Repository.Path("schemas"), "*.json").Select(Path.GetFileName),
            file => Assert.NotNull(package.GetEntry($"schemas/{file}")));
    }

    [Fact]
    public void The_package_of_reports_brings_PromptGen_and_what_draws()
    {
        using var package = feed.Open("PromptGen.Reports");
        var dependencies = Dependencies(package);

        Assert.Equal("All", dependencies["PromptGen"]);
        Assert.Contains("ScottPlot", dependencies.Keys);
        Assert.DoesNotContain(dependencies.Keys, IsNative);
    }

    [Fact]
    public void A_fresh_project_trains_over_an_encoder_of_its_own_schema()
    {
        using var folder = new TemporaryFolder();
        var (project, packages) = (Directory.CreateDirectory(folder.File("fresh")).FullName, folder.File("packages"));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("tests", "PromptGen.Tests", "Build", "FreshProject")))
            File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        feed.WriteConfig(folder.File("NuGet.config"), packages);
        Assert.InRange(File.ReadAllLines(Path.Combine(project, "mymodel.json")).Length, 1, 30);

        // Hard links instead of copies of libtorch save the test time; nothing else depends on them.
        var (built, buildOutput) = Dotnet.Run(
            project,
            // The variable wins over NuGet.config, and a cache that is kept must not get these packages.
            new Dictionary<string, string> { ["NUGET_PACKAGES"] = packages },
            "build", "--output", folder.File("out"), $"-p:PromptGenVersion={Feed.Version}", "-p:CreateHardLinksForCopyFilesToOutputDirectoryIfPossible=true");
        Assert.True(built == 0, buildOutput);
        Assert.Contains("0 Warning(s)", buildOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("NU1603", buildOutput, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(packages, "promptgen", Feed.Version)), "The build took another PromptGen package than the one packed here.");
        Assert.True(File.Exists(Path.Combine(project, "architecture.schema.json")), "The schema's $schema leads to nothing.");
        Assert.Empty(Directory.EnumerateFiles(folder.File("out"), "*torch_python*", SearchOption.AllDirectories));

        var (ran, output) = Dotnet.Run(
            project, new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" }, folder.File(Path.Combine("out", "Fresh.dll")));
        Assert.True(ran == 0, output);
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")).ToDictionary(line => line[0], line => line[1].Trim());
        Assert.Equal("1", printed["steps"]);
        Assert.True(
            float.Parse(printed["loss after"], CultureInfo.InvariantCulture) < float.Parse(printed["loss before"], CultureInfo.InvariantCulture), output);
        Assert.Equal(64, printed["fingerprint before"].Length);
        Assert.Equal(printed["fingerprint before"], printed["fingerprint after"]);

        File.WriteAllText(folder.File("config.json"), """{ "model_type": "nobody's" }""");
        var listed = CommandLine.Run("inspect", folder.Path, "--backbones", folder.File(Path.Combine("out", "Fresh.dll")));
        Assert.Contains(" my,", listed.Error, StringComparison.Ordinal);
    }

    /// <summary>Case 08-package-restores-for-older-frameworks-and-gives-nothing: as for a package without build files, the restore says what is wrong.</summary>
    [Theory]
    [InlineData("PromptGen", "net8.0")]
    [InlineData("PromptGen.Backbones", "netstandard2.0")]
    [InlineData("PromptGen.Backbones", "net10.0;net9.0")]
    public void A_project_of_an_older_framework_is_told_at_restore(string name, string frameworks)
    {
        using var folder = new TemporaryFolder();
        var packages = folder.File("packages");
        feed.WriteConfig(folder.File("NuGet.config"), packages);
        File.WriteAllText(folder.File("old.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFrameworks>{frameworks}</TargetFrameworks></PropertyGroup>
              <ItemGroup><PackageReference Include="{name}" Version="{Feed.Version}" /></ItemGroup>
            </Project>
            """);

        var (status, output) = Dotnet.Run(folder.Path, new Dictionary<string, string> { ["NUGET_PACKAGES"] = packages }, "restore");

        Assert.NotEqual(0, status);
        Assert.Contains($"error NU1202: Package {name} {Feed.Version} is not compatible with {frameworks.Split(';')[^1]}", output, StringComparison.Ordinal);
        Assert.Contains("supports: net10.0 (.NETCoreApp,Version=v10.0)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_is_a_tool_with_the_native_library_of_one_platform()
    {
        using var folder = new TemporaryFolder();
        var (packages, tools) = (folder.File("packages"), folder.File("tools"));
        feed.PackTool(RuntimeInformation.RuntimeIdentifier);
        feed.WriteConfig(folder.File("NuGet.config"), packages);
        using (var package = feed.Open($"PromptGen.Cli.{RuntimeInformation.RuntimeIdentifier}"))
        {
            Assert.All(package.Entries, entry => Assert.DoesNotContain("/runtimes/", entry.FullName, StringComparison.Ordinal));
            Assert.All(package.Entries, entry => Assert.DoesNotContain("torch_python", entry.FullName, StringComparison.Ordinal));
            Assert.Contains(package.Entries, entry => Path.GetFileNameWithoutExtension(entry.Name) is "libtorch_cpu" or "torch_cpu");
        }

        var (installed, output) = Dotnet.Run(
            folder.Path, new Dictionary<string, string> { ["NUGET_PACKAGES"] = packages }, "tool", "install", "PromptGen.Cli", "--tool-path", tools, "--version", Feed.Version);
        Assert.True(installed == 0, output);
        var program = Directory.EnumerateFiles(tools, "promptgen*").Single();
        var (ran, printed) = Dotnet.RunProgram(
            program, folder.Path, new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" }, "train", Repository.Path("samples", "support-desk", "intents.json"), "--output", "run", "--epochs", "1", "--subset", "32");
        Assert.True(ran == 0, printed);
        Assert.Contains("\n  promptgen predict --model ", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PromptGen")]
    [InlineData("PromptGen.Backbones")]
    [InlineData("PromptGen.Reports")]
    public void A_package_has_readme_licence_documentation_and_symbols(string name)
    {
        using var package = feed.Open(name);
        var nuspec = Nuspec(package);

        Assert.Equal("MIT", Value("license"));
        Assert.Equal("PACKAGE.md", Value("readme"));
        Assert.NotNull(package.GetEntry("PACKAGE.md"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        using var assembly = package.GetEntry($"lib/net10.0/{name}.dll")!.Open();
        using var copy = new MemoryStream();
        assembly.CopyTo(copy);
        copy.Position = 0;
        using var reader = new PEReader(copy);
        var entries = reader.ReadDebugDirectory().Select(entry => entry.Type).ToList();
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
        Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);

        string? Value(string element) => nuspec.Descendants().Single(node => node.Name.LocalName == element).Value;
    }

    /// <returns>By name, what of each package reaches the consumer where that is not the default.</returns>
    private static Dictionary<string, string?> Dependencies(ZipArchive package)
    {
        return Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => (string)element.Attribute("id")!, element => (string?)element.Attribute("include"));
    }

    private static XDocument Nuspec(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec);
    }

    private static bool IsNative(string package) =>
        package.StartsWith("libtorch", StringComparison.OrdinalIgnoreCase) || package.StartsWith("TorchSharp-", StringComparison.OrdinalIgnoreCase);

    /// <summary>A folder with the packages, made of what was built with these tests.</summary>
    public sealed class Feed : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Feed()
        {
            foreach (var project in new[] { "PromptGen", "PromptGen.Backbones", "PromptGen.Reports" }) Pack(project);
        }

        /// <summary>A version that no cache has: what anybody restored before must not be taken for the packages here.</summary>
        internal static string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

        /// <summary>Adds the command line as it was built, which is for this platform.</summary>
        internal void PackTool(string platform)
        {
            using var published = new TemporaryFolder();
            Pack("PromptGen.Cli", $"-p:RuntimeIdentifiers={platform}", $"-p:PublishDir={published.Path}{Path.DirectorySeparatorChar}");
        }

        internal ZipArchive Open(string package) => ZipFile.OpenRead(Directory.EnumerateFiles(folder.Path, $"{package}.?.*.nupkg").Single());

        /// <summary>Packages come from here, then from what the repository has restored, then from where this machine takes others.</summary>
        internal void WriteConfig(string file, string packages) => File.WriteAllText(file, $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{packages}" />
              </config>
              <packageSources>
                <add key="packed" value="{folder.Path}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="restored" value="{NuGetPackageRoot}" />
              </fallbackPackageFolders>
            </configuration>
            """);

        public void Dispose() => folder.Dispose();

        private void Pack(string project, params string[] properties)
        {
            var configuration = typeof(Feed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
            var (status, output) = Dotnet.Run(
                Repository.Path("src", project), null, ["pack", "--no-build", "--configuration", configuration, "--output", folder.Path, $"-p:PackageVersion={Version}", .. properties]);
            if (status != 0) throw new InvalidOperationException(output);
        }

        private static string NuGetPackageRoot => typeof(Feed).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "NuGetPackageRoot").Value!;
    }
}
