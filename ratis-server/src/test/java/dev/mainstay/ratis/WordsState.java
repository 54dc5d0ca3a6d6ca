// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mainstay.port.FrozenState;
import dev.mainstay.port.ReplicatedState;
import dev.mainstay.port.UnappliableEntryException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A replicated list of words; the word {@value #POISON} cannot be applied. */
final class WordsState implements ReplicatedState {
    static final String POISON = "poison";
    private volatile List<String> words = List.of();
    private final AtomicInteger restored = new AtomicInteger();
    private final UnaryOperator<String> beforeApply;

    WordsState() {
        this(UnaryOperator.identity());
    }

    /** Each word passes {@code beforeApply} first, which may take its time. */
    WordsState(UnaryOperator<String> beforeApply) {
        this.beforeApply = beforeApply;
    }

    List<String> words() {
        return words;
    }

    int restored() {
        return restored.get();
    }

    @Override
    public byte[] apply(long index, long term, byte[] entry) {
        String word = beforeApply.apply(new String(entry, UTF_8));
        if (word.equals(POISON)) {
            throw new UnappliableEntryException("needs feature level 2, this version has 1");
        }
        List<String> next = new ArrayList<>(words);
        next.add(word);
        words = List.copyOf(next);
        return ("word " + words.size()).getBytes(UTF_8);
    }

    @Override
    public FrozenState freeze() {
        List<String> frozen = words;
        return new FrozenState() {
            @Override
            public int featureLevel() {
                return 1;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                DataOutputStream data = new DataOutputStream(out);
                data.writeInt(frozen.size());
                for (String word : frozen) {
                    data.writeUTF(word);
                }
                data.flush();
            }
        };
    }

    @Override
    public boolean canApply(int featureLevel) {
        return featureLevel <= 1;
    }

    @Override
    public void restore(long index, long term, InputStream state) throws IOException {
        DataInputStream data = new DataInputStream(state);
        int size = data.readInt();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            read.add(data.readUTF());
        }
        words = List.copyOf(read);
        restored.incrementAndGet();
    }
}
