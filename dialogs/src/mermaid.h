// A flowchart in Mermaid's words. Labels may hold anything; ids are ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

// What stands around a node's label: "([" and "])" make it a stadium.
struct Shape {
    std::string_view open = "[", close = "]";
};

class Chart {
 public:
    explicit Chart(std::string_view direction) : direction_(direction) {}

    // A node that was drawn before stays as it was. Lines of the label are parted by '\n'.
    void node(const std::string& id, Shape shape, std::string_view label);
    // Arrows of the same kind between the same nodes become one, with all their labels.
    void arrow(const std::string& from, const std::string& to, std::string_view label, bool dotted);

    [[nodiscard]] std::string mermaid() const;

 private:
    struct Node {
        std::string id, text;
    };
    struct Arrow {
        std::string from, to;
        bool dotted = false;
        std::vector<std::string> labels{};
    };
    std::string_view direction_;
    std::vector<Node> nodes_;
    std::vector<Arrow> arrows_;
};

}  // namespace sambung::dialogs
