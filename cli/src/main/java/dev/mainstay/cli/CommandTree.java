// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.Family.Topic;
import dev.mainstay.cli.alert.AlertCommand;
import dev.mainstay.cli.backup.BackupCommand;
import dev.mainstay.cli.cluster.AgentCommand;
import dev.mainstay.cli.cluster.ClusterCommand;
import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.config.ConfigCommand;
import dev.mainstay.cli.constraint.ConstraintCommand;
import dev.mainstay.cli.demo.DemoCommand;
import dev.mainstay.cli.explain.ExplainCommand;
import dev.mainstay.cli.fencing.FencingCommand;
import dev.mainstay.cli.machine.NodeCommand;
import dev.mainstay.cli.node.AgentRunCommand;
import dev.mainstay.cli.node.NodeRunCommand;
import dev.mainstay.cli.plan.PlanCommand;
import dev.mainstay.cli.property.PropertyCommand;
import dev.mainstay.cli.resource.GroupCommand;
import dev.mainstay.cli.resource.ResourceCommand;
import dev.mainstay.cli.simulate.SimulateCommand;
import dev.mainstay.cli.status.StatusCommand;
import dev.mainstay.cli.tag.TagCommand;
import dev.mainstay.cli.ticket.TicketCommand;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Where the families meet: builds the whole tree, or as much of it as one call needs. */
final class CommandTree {

    static final List<Family> FAMILIES = List.of(
            new Family("status", Topic.LOOK, "Nodes, resources and what is wrong",
                    StatusCommand::new),
            new Family("explain", Topic.LOOK, "Why a resource runs where it does",
                    ExplainCommand::new),
            new Family("plan", Topic.LOOK, "What a change would do, before it is made",
                    PlanCommand::line),
            new Family("config", Topic.LOOK, "The whole configuration", ConfigCommand::new),
            new Family("resource", Topic.CONFIGURE, "Services: make, change, move, describe them",
                    ResourceCommand::new),
            new Family("group", Topic.CONFIGURE, "Resources that run together, in order",
                    GroupCommand::new),
            new Family("constraint", Topic.CONFIGURE,
                    "Where, in which order and beside what resources run", ConstraintCommand::new),
            new Family("tag", Topic.CONFIGURE, "Names for lists of resources", TagCommand::new),
            new Family("alert", Topic.CONFIGURE, "Programs that are told of events",
                    AlertCommand::new),
            new Family("ticket", Topic.OPERATE, "Which tickets this site holds",
                    TicketCommand::new),
            new Family("stonith", Topic.CONFIGURE,
                    "Fence devices, fencing history, confirming by hand",
                    FencingCommand::new),
            new Family("property", Topic.CONFIGURE, "Options of the whole cluster",
                    PropertyCommand::new),
            new Family("cluster", Topic.OPERATE, "Found a cluster, admit nodes, see its members",
                    ClusterCommand::new),
            new Family("node", Topic.OPERATE, "Run a node, empty it, set its attributes",
                    CommandTree::nodeFamily),
            new Family("agent", Topic.OPERATE, "Run a remote machine, which has the agent alone",
                    CommandTree::agentFamily),
            new Family("backup", Topic.OPERATE, "Save the cluster into a file, restore it from one",
                    BackupCommand::new),
            new Family("completion", Topic.OPERATE, "Completion for bash and zsh",
                    CompletionCommand::new),
            new Family("simulate", Topic.TRY,
                    "What the scheduler decides for Pacemaker CIB files, offline",
                    SimulateCommand::new),
            new Family("demo", Topic.TRY,
                    "Kill nodes of a cluster on this machine, see the service live on",
                    DemoCommand::new));

    private static final int WIDTH = 100;

    private CommandTree() {}

    /** All commands, for documentation. */
    static CommandLine complete(CommandContext context) {
        return build(context, family -> true);
    }

    /** The commands that these arguments can reach. */
    static CommandLine forArguments(CommandContext context, List<String> arguments) {
        return build(context, family -> arguments.contains(family.name()));
    }

    private static CommandLine build(CommandContext context, Predicate<Family> wanted) {
        CommandLine line = new CommandLine(new Mainstay(context));
        line.getCommandSpec().addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true).description("Shows the version.").build());
        addHelp(line);
        for (Family family : FAMILIES) {
            line.addSubcommand(family.name(), wanted.test(family)
                    ? built(family)
                    : summaryOf(family));
        }
        line.setUsageHelpWidth(WIDTH)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReport(context));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                help -> FamilyHelp.format(FAMILIES));
        return line;
    }

    private static CommandLine built(Family family) {
        Object command = family.command().get();
        CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec().usageMessage()
                .abbreviateSynopsis(true)
                .synopsisSubcommandLabel("VERB")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nVerbs:%n");
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec().addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true).description("Shows this help.").build());
        }
        line.getSubcommands().values().stream().distinct().forEach(CommandTree::addHelp);
    }

    // The family's other verbs must not know the server, which running a node does.
    private static Object nodeFamily() {
        return new CommandLine(new NodeCommand()).addSubcommand("run", new NodeRunCommand());
    }

    private static Object agentFamily() {
        return new CommandLine(new AgentCommand()).addSubcommand("run", new AgentRunCommand());
    }

    private static CommandSpec summaryOf(Family family) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(family.summary());
        return spec;
    }
}
