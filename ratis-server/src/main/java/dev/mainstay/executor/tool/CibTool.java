// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.cib.XmlText;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.ClusterStatus;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cibadmin}: shows the cluster as Pacemaker's CIB. Nothing is changed by it. */
@Command(name = "cibadmin")
final class CibTool implements Tool {
    @Option(names = {"-Q", "--query"})
    private boolean query;

    @Option(names = {"-A", "--xpath"})
    private Optional<String> xpath = Optional.empty();

    @Option(names = {"-o", "--scope", "--obj_type"})
    private Optional<String> scope = Optional.empty();

    @Option(names = {"-n", "--no-children"})
    private boolean withoutChildren;

    @Option(names = {"-l", "--local", "-s", "--sync-call", "-f", "--force", "-V", "--verbose"})
    void flag(boolean ignored) {
        // What is applied here is all that is asked for; there is nothing more to be told.
    }

    @Option(names = {"-t", "--timeout"})
    void timeout(String ignored) {
        // Nothing is waited for.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (!query) {
            return ToolEffect.notOffered("cibadmin other than --query");
        }
        try {
            XmlElement root = root(context);
            List<XmlElement> found = xpath.isPresent()
                    ? XmlQuery.find(root, xpath.get())
                    : scope.map(section -> section(root, section)).orElse(List.of(root));
            return found.isEmpty() ? new Failure(ExitStatus.NO_SUCH, "there is no such element")
                    : new Print(XmlText.lines(whole(found.stream().map(this::shown).toList())));
        } catch (CibFormatException wrong) {
            return new Failure(ExitStatus.DATA, String.valueOf(wrong.getMessage()));
        }
    }

    private static XmlElement root(ToolContext context) throws CibFormatException {
        ClusterView view = context.view();
        ClusterStatus status = view.input().status();
        return CibWriter.live(view.input().configuration(),
                new ClusterStatus(view.leader().isPresent(), status.everQuorate(),
                        status.watchdog(), view.leader(), status.nodes(), status.tickets()),
                view.state().revision());
    }

    private static List<XmlElement> section(XmlElement root, String name) {
        return XmlQuery.tree(root)
                .filter(element -> element.name().equals(name))
                .limit(1)
                .toList();
    }

    private XmlElement shown(XmlElement element) {
        return withoutChildren
                ? new XmlBuilder(element.name()).withAll(element.attributes()).build()
                : element;
    }

    private static XmlElement whole(List<XmlElement> found) {
        return found.size() == 1 ? found.getFirst()
                : new XmlBuilder("xpath-query").children(found).build();
    }
}
