// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Configuration;
import dev.mainstay.scheduler.SchedulerInput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** Reads a whole document: what is configured, what is known, and when it was known. */
public final class CibReader {
    private CibReader() {}

    /**
     * Reads a document. Its own {@code execution-date} is the time of the input; where it has none,
     * {@code otherwiseNow} is. An element that cannot be understood is left out, as Pacemaker does.
     *
     * @throws CibFormatException if it is not XML or not a CIB; the message names the line
     */
    public static SchedulerInput read(InputStream document, Instant otherwiseNow)
            throws CibFormatException, IOException {
        return readAll(document, otherwiseNow).input();
    }

    /**
     * Reads a document as {@link #read} does, and says what is wrong with it.
     *
     * @throws CibFormatException if it is not XML or not a CIB; the message names the line
     */
    public static ReadCib readAll(InputStream document, Instant otherwiseNow)
            throws CibFormatException, IOException {
        XmlElement root = XmlParser.parse(document);
        checkRoot(root);
        Mistakes mistakes = new Mistakes();
        Instant now = StatusReader.instant(root.attribute("execution-date")).orElse(otherwiseNow);
        Configuration configuration = new ConfigurationReader(mistakes).read(root);
        SchedulerInput input = new SchedulerInput(configuration,
                new StatusReader(mistakes).read(root, configuration), List.of(), now);
        return new ReadCib(input, mistakes.texts(), Places.of(root));
    }

    static void checkRoot(XmlElement root) throws CibFormatException {
        if (!root.name().equals("cib")) {
            throw root.error("is not the root of a CIB; expected <cib>");
        }
    }
}
