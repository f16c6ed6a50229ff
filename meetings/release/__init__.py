"""From the signed text to the public: plan, holds, embargo, the released text, and what is added to it later."""
