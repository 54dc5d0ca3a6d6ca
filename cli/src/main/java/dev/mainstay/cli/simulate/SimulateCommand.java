// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.cib.ReadCib;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.trial.Injection;
import dev.mainstay.scheduler.trial.OperationSpec;
import dev.mainstay.scheduler.trial.TransitionTrial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans for each given configuration and writes what would be done. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every file was planned", "64:wrong usage",
            "65:a file is not a valid CIB, or an event names what it does not have; the others were"
                    + " planned",
            "74:a file cannot be read"},
        description = {"Show what the scheduler decides for Pacemaker CIB files, offline.",
            "What is wrong with a file goes to standard error with its line; the plan is made as"
                    + " Pacemaker makes it, without what cannot be understood."})
public final class SimulateCommand implements Callable<Integer> {
    private static final int DATA_ERROR = 65;
    private static final int IO_ERROR = 74;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "CIB files, or directories of files that end in .xml.")
    private List<Path> inputs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write one file per CIB here instead of printing.")
    private Path out = Path.of("");

    @Option(
            names = "--now",
            paramLabel = "SECONDS",
            description = "The date, in seconds since 1970, for files that name none.")
    private long now = Instant.now().getEpochSecond();

    @Option(
            names = "--to-end",
            description = "Carry the plan out on paper, too, and show the status afterwards.")
    private boolean toEnd;

    @Option(
            names = "--op-fail",
            paramLabel = OperationSpec.FORM,
            converter = SyntheticEvents.OperationConverter.class,
            description = "With --to-end: if the plan has this operation, it ends with this exit"
                    + " code, and nothing is begun after it.")
    private List<OperationSpec> failing = new ArrayList<>();

    @Option(
            names = "--dot",
            description = "Write the plan as a graph for Graphviz instead of JSON.")
    private boolean dot;

    @Option(
            names = "--profile",
            paramLabel = "N",
            description = "Plan each file N times in this one, warm process and print the median"
                    + " and the 99th percentile, reading the file apart from planning.")
    private int rounds;

    @ArgGroup(validate = false, heading = "%nWhat has happened before the plan:%n")
    private SyntheticEvents events = new SyntheticEvents();

    private final ProfileTable profiles = new ProfileTable();

    @Override
    public Integer call() {
        int result = 0;
        for (Path input : inputs) {
            try {
                for (Path file : files(input)) {
                    result = Math.max(result, simulate(file));
                }
            } catch (IOException e) {
                error(input, "cannot be read: " + reason(e));
                result = IO_ERROR;
            }
        }
        if (rounds > 0) {
            spec.commandLine().getOut().print(profiles.text());
            spec.commandLine().getOut().flush();
        }
        return result;
    }

    private static List<Path> files(Path input) throws IOException {
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> entries = Files.list(input)) {
            return entries.filter(p -> p.getFileName().toString().endsWith(".xml"))
                    .sorted().toList();
        }
    }

    private int simulate(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.xml$", "");
        try {
            byte[] document = Files.readAllBytes(file);
            if (rounds > 0) {
                profiles.row(name, PlanProfile.of(document, now(), rounds));
                return 0;
            }
            ReadCib read = CibReader.readAll(new ByteArrayInputStream(document), now());
            SchedulerInput input = Injection.into(read.input(), events.events());
            Plan plan = Scheduler.plan(input);
            warn(file, DocumentWarnings.of(read, plan));
            if (dot) {
                return write(name + ".dot", PlanDot.render(name, plan));
            }
            String outcome = toEnd
                    ? TrialJson.render(TransitionTrial.run(input, plan, failing))
                    : "";
            return write(name + ".json", PlanJson.render(name, plan, outcome));
        } catch (CibFormatException | IllegalArgumentException e) {
            error(file, String.valueOf(e.getMessage()));
            return DATA_ERROR;
        } catch (NoSuchFileException e) {
            error(file, "there is no such file");
            return IO_ERROR;
        } catch (IOException e) {
            error(file, "cannot be read: " + reason(e));
            return IO_ERROR;
        }
    }

    private Instant now() {
        return Instant.ofEpochSecond(now);
    }

    private int write(String name, String text) {
        if (out.toString().isEmpty()) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve(name), text, StandardCharsets.UTF_8);
            return 0;
        } catch (IOException e) {
            error(out, "the result of " + name + " cannot be written: " + reason(e));
            return IO_ERROR;
        }
    }

    /** The kind of failure, because the message of many is a path alone. */
    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + ": "
                + failure.getMessage();
    }

    /** The plan is made all the same, as Pacemaker makes one. */
    private void warn(Path file, List<String> warnings) {
        warnings.forEach(warning -> spec.commandLine().getErr()
                .println("Warning: " + file + ": " + warning));
        spec.commandLine().getErr().flush();
    }

    private void error(Path file, String problem) {
        spec.commandLine().getErr().println("Error: " + file + ": " + problem);
        spec.commandLine().getErr().flush();
    }
}
