// Nodes of OpenSearch in this process, for the tests: real ones, which talk to each other over loopback. What must not go
// in: anything that xinglan needs outside its tests.
//
// Arguments: the number of nodes, the port of the first (0: any free one), a folder. Prints "ready URL…". Standard input:
// "stop N" tears a node down as a crash does, "start N" brings it back, an answer follows; its end ends everything.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;
import org.opensearch.transport.TransportService;

final class Engine {
    static final class Member extends Node {
        Member(Environment environment) {
            super(environment, PLUGINS, true);
        }

        TransportAddress http() {
            return injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
        }

        TransportAddress transport() {
            return injector().getInstance(TransportService.class).boundAddress().publishAddress();
        }
    }

    private static final List<Class<? extends Plugin>> PLUGINS =
        List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, ReindexPlugin.class);

    private final Path folder;
    private final Member[] members;
    private final int[] ports;

    Engine(int nodes, int port, Path folder) {
        this.folder = folder;
        this.members = new Member[nodes];
        this.ports = new int[nodes];
        for (int number = 0; number < nodes; number++) {
            ports[number] = port == 0 ? 0 : port + number;
        }
    }

    void start(int number) throws Exception {
        List<String> seeds = new ArrayList<>();
        for (Member member : members) {
            if (member != null) {
                seeds.add(member.transport().toString());
            }
        }
        boolean first = ports[0] == 0 || seeds.isEmpty();
        Settings.Builder settings = Settings.builder()
            .put("path.home", folder.resolve("node-" + number).toString())
            .put("cluster.name", "xinglan-tests")
            .put("node.name", "node-" + number)
            .put("network.host", "127.0.0.1")
            .put("http.port", ports[number])
            .put("transport.port", 0)
            .put("node.processors", 2)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("discovery.find_peers_interval", "200ms")
            .putList("discovery.seed_hosts", seeds);
        if (first && number == 0) {
            settings.putList("cluster.initial_cluster_manager_nodes", "node-0");
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Map.of(), null, () -> "node-" + number);
        Member member = new Member(environment);
        member.start();
        members[number] = member;
        ports[number] = member.http().getPort();
    }

    void stop(int number) throws Exception {
        members[number].close();
        members[number] = null;
    }

    String urls() {
        StringBuilder urls = new StringBuilder();
        for (int port : ports) {
            urls.append(" http://127.0.0.1:").append(port);
        }
        return urls.toString();
    }

    public static void main(String[] arguments) throws Exception {
        // What the engine logs must not stand among the answers.
        PrintStream answers = System.out;
        System.setOut(System.err);
        Engine engine = new Engine(
            Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        for (int number = 0; number < engine.members.length; number++) {
            engine.start(number);
        }
        answers.println("ready" + engine.urls());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int number = Integer.parseInt(words[1]);
            if (words[0].equals("stop")) {
                engine.stop(number);
            } else {
                engine.start(number);
            }
            answers.println(order);
        }
        Runtime.getRuntime().halt(0);
    }
}
