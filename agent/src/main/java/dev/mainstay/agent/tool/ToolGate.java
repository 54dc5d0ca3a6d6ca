// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

import dev.mainstay.agent.posix.Fifo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the calls of stand-ins and gives them their answers. Its folder belongs to the agent alone;
 * the protocol is told in the stand-in's script. One thread waits for the names of calls; a call
 * that is being answered holds none.
 */
public final class ToolGate implements AutoCloseable {
    /** Where a stand-in finds this gate. */
    public static final String VARIABLE = "MAINSTAY_TOOLS";

    private static final Logger LOG = LoggerFactory.getLogger(ToolGate.class);
    private static final Pattern NAME = Pattern.compile("[0-9]{1,10}");

    private final Path folder;
    private final Function<ToolCall, CompletableFuture<ToolAnswer>> desk;
    private final Executor workers;
    private final FileChannel calls;

    private ToolGate(Path folder, Function<ToolCall, CompletableFuture<ToolAnswer>> desk,
            Executor workers, FileChannel calls) {
        this.folder = folder;
        this.desk = desk;
        this.workers = workers;
        this.calls = calls;
    }

    /**
     * @param folder exists, and only this user may enter it; what earlier calls left in it goes
     * @param desk answers calls, on any thread
     * @param workers for what waits for the disk
     */
    public static ToolGate open(Path folder,
            Function<ToolCall, CompletableFuture<ToolAnswer>> desk, Executor workers)
            throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder,
                entry -> !Files.isDirectory(entry))) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        Path fifo = folder.resolve("calls");
        Fifo.create(fifo);
        ToolGate gate = new ToolGate(folder, desk, workers, openFifo(fifo));
        Thread.ofPlatform().daemon().name("agent-tools").start(gate::takeCalls);
        return gate;
    }

    /** For reading and writing: such an open waits for nobody, and reading never ends. */
    private static FileChannel openFifo(Path fifo) throws IOException {
        return FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What an agent's environment needs for its stand-ins to find the gate. */
    public Map<String, String> environment() {
        return Map.of(VARIABLE, folder.toString());
    }

    private void takeCalls() {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        StringBuilder name = new StringBuilder();
        try {
            while (calls.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    char next = (char) bytes.get();
                    if (next == '\n') {
                        take(name.toString());
                        name.setLength(0);
                    } else {
                        name.append(next);
                    }
                }
            }
        } catch (ClosedChannelException _) {
            LOG.debug("no more calls of tools are taken");
        } catch (IOException failure) {
            LOG.error("calls of tools cannot be read any more", failure);
        }
    }

    private void take(String name) {
        if (NAME.matcher(name).matches()) {
            workers.execute(() -> answer(name));
        } else {
            LOG.warn("somebody wrote to the calls of tools what is no call");
        }
    }

    private void answer(String name) {
        ToolCall call;
        try {
            call = CallFile.read(folder.resolve(name + ".call"));
        } catch (IOException failure) {
            LOG.debug("a call went before it could be read", failure);
            return;
        }
        var _ = desk.apply(call).whenCompleteAsync((answer, failure) -> deliver(name,
                failure == null ? answer : ToolAnswer.unavailable(call, "the call has failed")),
                workers);
    }

    private void deliver(String name, ToolAnswer answer) {
        String told = answer.exitCode() + "\n";
        try {
            if (answer.isLine()) {
                told = answer.exitCode() + " " + (answer.text().isEmpty() ? "\n" : answer.text());
            } else {
                Files.writeString(folder.resolve(name + ".answer"), answer.text());
            }
            try (FileChannel done = openFifo(folder.resolve(name + ".done"))) {
                done.write(ByteBuffer.wrap(told.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (NoSuchFileException _) {
            forget(name);
        } catch (IOException failure) {
            LOG.warn("a tool's answer could not be delivered", failure);
        }
    }

    /** The caller did not wait. */
    private void forget(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name + ".answer"));
        } catch (IOException failure) {
            LOG.warn("what a call left cannot be removed", failure);
        }
    }

    @Override
    public void close() throws IOException {
        calls.close();
    }
}
