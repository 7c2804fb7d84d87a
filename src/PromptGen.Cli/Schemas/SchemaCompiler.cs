using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using PromptGen.Generator;

namespace PromptGen.Cli.Schemas;

/// <summary>Generates and compiles an encoder from a schema file, in memory.</summary>
internal static class SchemaCompiler
{
    /// <param name="path">The schema; one that it extends lies beside it, or is among those that come with PromptGen.</param>
    /// <returns>An assembly that provides the encoder.</returns>
    /// <exception cref="UserException">The schema has errors; all are listed.</exception>
    public static Assembly Compile(string path) => throw new NotSupportedException(path);
}
