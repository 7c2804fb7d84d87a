using System.CommandLine;
using PromptGen.Benchmarks;
using PromptGen.Benchmarks.Measuring;

var names = new Argument<string[]>("names")
{
    Description = "Which benchmarks to run; none: all.",
    Arity = ArgumentArity.ZeroOrMore,
}.AcceptOnlyFromAmong([.. Catalog.All.Select(benchmark => benchmark.Name)]);
var list = new Option<bool>("--list") { Description = "Names the benchmarks and says what each asks, and runs none." };
var quick = new Option<bool>("--quick") { Description = "Tiny sizes: shows that everything runs; the figures mean nothing." };
var rounds = new Option<int>("--rounds") { Description = "How often each contestant is timed.", DefaultValueFactory = _ => 7, HelpName = "count" };
var threads = new Option<int>("--threads") { Description = "libtorch's threads. One gives the steadiest ratios.", DefaultValueFactory = _ => 1, HelpName = "count" };
var alone = new Option<string?>(OwnProcess.Option) { Description = "One subject of one benchmark, in figures.", Hidden = true };
var seed = new Option<int>("--seed") { Description = "Fixes weights and inputs.", DefaultValueFactory = _ => 11, HelpName = "number" };
foreach (var count in new[] { rounds, threads })
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"'{count.Name}' is at least 1.");
    });

var root = new RootCommand("""
    Measures PromptGen. The contestants of a benchmark take turns in one process, so what else the machine does meets all of
    them alike; read the ratios, which are taken round by round, before the milliseconds.

    Examples:
      dotnet run -c Release --project benchmarks/PromptGen.Benchmarks
      dotnet run -c Release --project benchmarks/PromptGen.Benchmarks -- deberta-step --rounds 15
    """)
{
    names, list, quick, rounds, threads, seed, alone,
};
root.SetAction(parsed =>
{
    if (parsed.GetValue(list))
    {
        foreach (var benchmark in Catalog.All) Console.WriteLine($"{benchmark.Name,-16} {benchmark.Question}");
        return;
    }
    var chosen = parsed.GetValue(names) is { Length: > 0 } given ? Catalog.All.Where(benchmark => given.Contains(benchmark.Name)) : Catalog.All;
    var session = new Session
    {
        Quick = parsed.GetValue(quick), Rounds = parsed.GetValue(rounds), Threads = parsed.GetValue(threads), Seed = parsed.GetValue(seed),
    };
    if (parsed.GetValue(alone) is { } subject)
    {
        session.UseThreads();
        Console.WriteLine(OwnProcess.Write(chosen.OfType<IMeasuredAlone>().Single().MeasureAlone(subject, session)));
        return;
    }
    session.Begin();
    foreach (var benchmark in chosen)
    {
        session.Heading(benchmark);
        benchmark.Run(session);
    }
});
return root.Parse(args).Invoke();
