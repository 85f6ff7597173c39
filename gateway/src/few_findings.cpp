#include "few_findings.h"

#include <iostream>

namespace sambung::gateway {

int tell(const FewFindings& findings) {
    for (const dialogs::Finding& one : findings.first()) std::cout << one.text() << "\n";
    const std::size_t more = findings.count() - findings.first().size();
    if (more > 0) std::cout << "and " << more << " more\n";
    return 1;
}

}  // namespace sambung::gateway
