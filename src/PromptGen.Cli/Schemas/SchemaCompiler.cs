using System.Reflection;
namespace PromptGen.Cli.Schemas;
internal static class SchemaCompiler { public static Assembly Compile(string path) => throw new NotSupportedException(path); }
