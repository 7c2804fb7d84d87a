using System;
using System.Collections.Generic;
using System.Numerics;
using Microsoft.CodeAnalysis;
using PromptGen.Generator.Model;

namespace PromptGen.Generator.Checking;

/// <summary>What numbers of an encoder must be, alone or to each other.</summary>
/// <param name="Rule">What is reported where they are not.</param>
/// <param name="Of">The numbers.</param>
/// <param name="Holds">Whether their values are as they must be.</param>
/// <param name="More">What the message says behind the numbers.</param>
internal sealed record Demand(DiagnosticDescriptor Rule, IReadOnlyList<SizeExpression> Of, Func<IReadOnlyList<BigInteger>, bool> Holds, params string[] More);
