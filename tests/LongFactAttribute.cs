using System;
using Xunit;

namespace PromptGen.Testing;

/// <summary>Whether the variable PROMPTGEN_LONG asks for what takes minutes or hours: campaigns many times as long, and every <see cref="LongFactAttribute"/>.</summary>
internal static class LongRuns
{
    internal static bool AreAsked => Environment.GetEnvironmentVariable("PROMPTGEN_LONG") is { Length: > 0 };
}

/// <summary>A test of minutes, skipped visibly unless <see cref="LongRuns.AreAsked"/>.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = LongRuns.AreAsked ? null : "takes minutes; set PROMPTGEN_LONG=1";
}
