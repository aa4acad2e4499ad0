import java.util.List;
import org.concord.client.ConcordClient;
import org.concord.client.Hit;
import org.concord.client.Options;
import org.concord.client.Query;
import org.concord.client.SearchRequest;

/** Prints the tiles like a tile: java -cp clients/java/target/concord-client-0.1.0.jar clients/java/examples/Search.java COLLECTION TILE K */
class Search {
    public static void main(String[] arguments) throws InterruptedException {
        try (var concord = ConcordClient.connect(Options.defaults().start(true))) {
            var request = new SearchRequest(arguments[0], Query.tile(Long.parseLong(arguments[1]))).k(Integer.parseInt(arguments[2]));
            var answer = concord.search(request).await();
            print(answer.hits());
            System.out.println((answer.search().exact() ? "exact, " : "approximate, ") + answer.search().rows() + " rows read");
        }
    }

    private static void print(List<Hit> hits) {
        System.out.println("rank  distance  case                      labels");
        for (var hit : hits) {
            System.out.printf("%4d  %8.4f  %-24s  %s%n", hit.rank(), hit.distance(), hit.caseId(), hit.labels());
        }
    }
}
