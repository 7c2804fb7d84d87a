using PromptGen.Cli;
using PromptGen.Cli.Terminal;

OpenMp.WaitAsleep();
return Application.Run(args, CommandStreams.OfProcess());
