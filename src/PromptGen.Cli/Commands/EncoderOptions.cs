using System.CommandLine;
using System.Reflection;
using PromptGen.Backbones;
using PromptGen.Cli.Schemas;
using PromptGen.Encoders;
using PromptGen.Files;

namespace PromptGen.Cli.Commands;

/// <summary>The options by which users bring encoders of their own.</summary>
internal sealed class EncoderOptions
{
    private readonly Option<FileInfo[]> schemas = new("--schema")
    {
        Description = "A schema of your own: its encoder is generated and compiled on the spot. What it extends lies in its folder or below, or comes with PromptGen.",
        HelpName = "mine.json", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<FileInfo[]> assemblies = new("--backbones")
    {
        Description = "An assembly of yours with generated encoders, that is, of a project with <PromptGenSchema Include=\"mine.json\" />.", HelpName = "my.dll", AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds both to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(schemas);
        command.Options.Add(assemblies);
    }

    /// <summary>The user's encoders, then those of PromptGen: for a model type that both have, the user's is taken.</summary>
    /// <exception cref="UserException">A schema has errors; an assembly cannot be read, or provides no encoder.</exception>
    public EncoderRegistry Registry(ParseResult result) => Registries(result).All;

    /// <summary>The user's encoders with those of PromptGen, and alone.</summary>
    /// <exception cref="UserException">A schema has errors; an assembly cannot be read, or provides no encoder.</exception>
    public (EncoderRegistry All, EncoderRegistry Own) Registries(ParseResult result)
    {
        var own = Own(result);
        return (new([.. own, typeof(BertEncoder).Assembly]), new(own));
    }

    /// <summary>What the command line said, for a command that is there to be copied.</summary>
    public IReadOnlyList<(string Option, string Path)> Given(ParseResult result) =>
    [
        .. (result.GetValue(schemas) ?? []).Select(schema => (schemas.Name, schema.FullName)),
        .. (result.GetValue(assemblies) ?? []).Select(file => (assemblies.Name, file.FullName)),
    ];

    private List<Assembly> Own(ParseResult result) =>
    [
        .. (result.GetValue(schemas) ?? []).Select(schema => SchemaCompiler.Compile(schema.FullName)),
        .. (result.GetValue(assemblies) ?? []).Select(file => Load(file.FullName)),
    ];

    private static Assembly Load(string path)
    {
        RegularFile.OpenHandle(path, UserFile.Assembly).Dispose();
        try
        {
            var assembly = Assembly.LoadFrom(path);
            return new EncoderRegistry(assembly).Encoders.Count > 0
                ? assembly
                : throw new UserException($"--backbones {path}: provides no encoder; expected an assembly of a project with <PromptGenSchema Include=\"mine.json\" />.");
        }
        catch (BadImageFormatException)
        {
            throw new UserException($"--backbones {path}: is no .NET assembly; expected that of a project with <PromptGenSchema Include=\"mine.json\" />.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--backbones {path}: cannot be loaded ({e.Message.Trim()}).");
        }
        catch (Exception e) when (e is TypeLoadException or MissingMemberException or CustomAttributeFormatException)
        {
            throw new UserException($"--backbones {path}: was built against another version of PromptGen ({e.Message}).");
        }
    }
}
