// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.benchmark;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One plan of a whole cluster, from what was read to the ordered actions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {

    /** The CIB; who runs the benchmark says which. */
    @Param("")
    public String file = "";

    private @Nullable SchedulerInput input;

    /** Reads the file: that is no part of the plan. */
    @Setup
    public void read() throws IOException, CibFormatException {
        input = CibReader.read(
                new ByteArrayInputStream(Files.readAllBytes(Path.of(file))), Instant.EPOCH);
    }

    /** The plan. */
    @Benchmark
    public Plan plan() {
        return Scheduler.plan(Objects.requireNonNull(input));
    }
}
