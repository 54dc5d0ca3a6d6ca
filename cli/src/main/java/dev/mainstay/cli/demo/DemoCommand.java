// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on one machine. */
@Command(
        name = "demo",
        description = "Three nodes on this machine keep a web server alive while nodes are killed.",
        footer = {
            "",
            "Needs no root. Ends everything that it started, also when it is interrupted. Exits"
                    + " with 0",
            "only if all of it was seen: both fail-overs, the fencing before each, and that the"
                    + " killed",
            "nodes came back."})
public final class DemoCommand extends LocalVerb {

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Kills N followers and N leaders and tells min, median and max.")
    private int rounds;

    @Option(
            names = "--keep",
            description = "Leaves the cluster running and tells how to talk to it.")
    private boolean keep;

    @Option(
            names = "--stop",
            paramLabel = "DIR",
            description = "Ends the cluster that --keep left, and deletes its folder.")
    private Optional<Path> stop = Optional.empty();

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        if (rounds < 1) {
            throw CommandFailure.usage("--repeat is " + rounds + ": at least 1 is needed.", "");
        }
        try {
            return stop.isPresent() ? stop(stop.get(), output) : demonstrate(output);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.INPUT_OUTPUT,
                    "The demo cannot work in its folder: " + e + ".",
                    "Look at the free space of the temporary folder.", e);
        }
    }

    private ExitCode demonstrate(Output output) throws IOException {
        LoopbackAddresses addresses = LoopbackAddresses.choose(3);
        DemoFolder folder = DemoFolder.make();
        // With a document asked for, standard output holds nothing else.
        Progress progress = new Progress(
                output.format() == OutputFormat.text ? output.out() : output.err(),
                output.palette());
        DemoRun run = new DemoRun(folder, addresses, progress);
        AtomicBoolean running = new AtomicBoolean(true);
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> endInterrupted(running, run, folder), "demo-end"));
        DemoReport report = run.run(rounds, keep);
        boolean left = keep && report.complete();
        if (!left) {
            folder.killAll();
        }
        running.set(false);
        if (report.complete() && !keep) {
            folder.delete();
        } else {
            output.remark("The nodes' folders are in " + folder.nodes() + ".");
        }
        output.tree(report.tree(), report::text);
        if (left) {
            output.remark(keptText(folder));
        }
        return report.complete() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String keptText(DemoFolder folder) {
        return "The cluster runs on. Talk to it, for example:\n"
                + "  mainstay status --dir " + folder.node("n1") + "\n"
                + "  mainstay explain webgroup --dir " + folder.node("n2") + "\n"
                + "End it with:\n"
                + "  mainstay demo --stop " + folder.root();
    }

    // On Ctrl-C: no time for an orderly stop, and nothing here is worth one.
    private static void endInterrupted(
            AtomicBoolean running, DemoRun run, DemoFolder folder) {
        if (running.get()) {
            run.expectEnd();
            try {
                folder.killAll();
                folder.delete();
            } catch (IOException leftBehind) {
                // The process is ending; what is left are files in the temporary folder.
            }
        }
    }

    private static ExitCode stop(Path root, Output output) throws IOException {
        DemoFolder folder = new DemoFolder(root.toRealPath());
        if (!Files.isDirectory(folder.nodes()) || !Files.isDirectory(folder.site())) {
            throw CommandFailure.usage(root + " is not the folder of a demo.", "");
        }
        folder.killAll();
        folder.delete();
        output.tree(Map.of("stopped", root.toString()),
                palette -> "Ended the demo in " + root + ".\n");
        return ExitCode.OK;
    }
}
