// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.NodeAttributes.Setting;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeUpdate;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_attribute}: reads and changes attributes of nodes and properties of the cluster. */
@Command(name = "crm_attribute")
class AttributeTool implements Tool {
    private static final String PROMOTION_PREFIX = "master-";

    @Option(names = {"-n", "--name", "--attr-name"})
    private Optional<String> name = Optional.empty();

    @Option(names = {"-N", "--node", "-U", "--uname", "--node-uname"})
    private Optional<String> node = Optional.empty();

    @Option(names = {"-l", "--lifetime"})
    private Optional<String> lifetime = Optional.empty();

    @Option(names = {"-t", "--type"})
    private Optional<String> type = Optional.empty();

    @Option(names = {"-v", "--update", "--attr-value"})
    private Optional<String> update = Optional.empty();

    @Option(names = {"-G", "--query", "--get-value"})
    private boolean query;

    @Option(names = {"-D", "--delete", "--delete-attr"})
    private boolean delete;

    @Option(names = {"-p", "--promotion"}, arity = "0..1", fallbackValue = "")
    private Optional<String> promotion = Optional.empty();

    @Option(names = {"-z", "--utilization"})
    private boolean utilization;

    @Option(names = {"-d", "--default"})
    private Optional<String> otherwise = Optional.empty();

    @Option(names = {"-q", "--quiet", "-Q"})
    private boolean quiet;

    @Option(names = {"-s", "--set-name", "-i", "--id"})
    void block(String ignored) {
        // Blocks are not told apart by their ids: a name has one value.
    }

    @Option(names = {"-V", "--verbose"})
    void verbose(boolean ignored) {
        // There is nothing more to be told.
    }

    /** For a tool that has the resource's promotion score for its subject. */
    void aboutPromotion() {
        if (promotion.isEmpty()) {
            promotion = Optional.of("");
        }
    }

    /** For a tool that is about one permanent attribute of a machine. */
    void about(String attribute, String unset) {
        name = Optional.of(attribute);
        otherwise = Optional.of(unset);
        lifetime = lifetime.or(() -> Optional.of("forever"));
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        Optional<String> subject = name(context);
        if (subject.isEmpty()) {
            return new Failure(ExitStatus.USAGE, "an attribute needs a name");
        }
        NodeId on = new NodeId(node.orElse(context.self().value()));
        NodeAttributes place = place();
        if (place != NodeAttributes.CLUSTER && !context.state().members().containsKey(on)) {
            return new Failure(ExitStatus.NO_SUCH, "there is no node " + on);
        }
        Optional<String> present = place.value(context.state(), on, subject.get());
        if (delete || update.isPresent() && !query) {
            AttributeUpdate wanted = delete ? new AttributeUpdate.Drop()
                    : UpdateText.update(subject.get(), update.orElseThrow());
            return changed(context, place,
                    new Setting(on, subject.get(), wanted, "crm_attribute"));
        }
        return present.or(() -> otherwise)
                .map(value -> ToolEffect.line(quiet ? value
                        : "scope=" + place.scope() + "  name=" + subject.get() + " value="
                                + value))
                .orElseGet(() -> new Failure(ExitStatus.NO_SUCH,
                        "there is no attribute " + subject.get() + " of " + on));
    }

    private static ToolEffect changed(ToolContext context, NodeAttributes place, Setting setting) {
        if (place == NodeAttributes.UTILIZATION
                && setting.update() instanceof AttributeUpdate.Put(var value)
                && !UtilizationText.isValid(value)) {
            return UtilizationText.refused(setting.name(), value);
        }
        return place.changed(context, setting);
    }

    /**
     * A promotion score is named after the instance; the instances of an anonymous clone are one
     * and the same service on a machine, whatever their numbers.
     */
    private Optional<String> name(ToolContext context) {
        if (promotion.isEmpty()) {
            return name;
        }
        String resource = promotion.get().isEmpty() ? context.resource() : promotion.get();
        return resource.isEmpty() ? Optional.empty()
                : Optional.of(PROMOTION_PREFIX + context.noteName(resource));
    }

    private NodeAttributes place() {
        if (utilization) {
            return NodeAttributes.UTILIZATION;
        }
        String section = type.orElse("").toLowerCase(Locale.ROOT);
        if (section.equals("status") || lifetime.filter("reboot"::equals).isPresent()
                || (promotion.isPresent() && lifetime.isEmpty())) {
            return NodeAttributes.TRANSIENT;
        }
        boolean ofNode = section.equals("nodes") || node.isPresent() || lifetime.isPresent();
        return ofNode && !section.equals("crm_config")
                ? NodeAttributes.PERMANENT
                : NodeAttributes.CLUSTER;
    }
}
