// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_mon}: the whole status as XML, once. Text for people and daemons are not offered. */
@Command(name = "crm_mon")
final class MonitorTool implements Tool {
    /** The version of Pacemaker whose tools these are like. */
    static final String VERSION = "2.1.5";

    private boolean olderForm;
    private boolean lasting;

    @Option(names = "--output-as")
    private String format = "";

    @Option(names = {"-X", "--as-xml"})
    void asXml(boolean ignored) {
        olderForm = true;
    }

    @Option(
            names = {"-1", "--one-shot", "-r", "--inactive", "-n", "--group-by-node", "-f",
                "--failcounts", "-o", "--operations", "-t", "--timing-details", "-c", "--tickets",
                "-A", "--show-node-attributes", "-D", "--hide-headers", "-R", "--show-detail", "-b",
                "--brief", "-j", "--pending", "-V", "--verbose", "-Q", "--quiet", "-N",
                "--disable-ncurses"})
    void section(boolean ignored) {
        // The document has everything in it.
    }

    @Option(
            names = {"-m", "--fence-history", "-L", "--neg-locations"},
            arity = "0..1",
            fallbackValue = "")
    void filter(String ignored) {
        // The document has everything in it.
    }

    @Option(names = {"-d", "--daemonize", "-W", "--watch-fencing"})
    void daemon(boolean ignored) {
        lasting = true;
    }

    @Option(
            names = {"-h", "--as-html", "-p", "--pid-file", "-i", "--interval", "-E",
                "--external-agent", "-e", "--external-recipient", "--output-to"})
    void toFile(String ignored) {
        lasting = true;
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (lasting) {
            return ToolEffect.notOffered("crm_mon that goes on or writes files");
        }
        if (!olderForm && !format.equals("xml")) {
            return ToolEffect.notOffered("crm_mon without --output-as=xml");
        }
        List<XmlElement> content = new MonitorDocument(context.view()).content();
        return olderForm
                ? ResultDocument.print(new XmlBuilder("crm_mon").with("version", VERSION)
                        .children(content).build())
                : ResultDocument.of("crm_mon", content);
    }
}
